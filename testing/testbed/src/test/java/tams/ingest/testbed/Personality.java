package tams.ingest.testbed;

import java.util.List;

/**
 * How a store differs from others within what clients meet in the field (TAMS stores of AWS, Eyevinn and Amagi, and our
 * own).
 *
 * @param version of the API that it says it has
 * @param honoursObjectIds an allocation has the ids asked for
 * @param filtersByObject a listing heeds {@code object_id}
 * @param listsOffsets a listing has {@code ts_offset}
 * @param knowsObjects {@code GET /objects/{id}} is there
 * @param demandsBytes a segment needs an object whose bytes have arrived
 * @param barePartials the segments that failed come as a bare array
 * @param wholeBatches one segment that fails keeps all of its request out; an idempotency key is demanded
 * @param page most entries of one page
 */
record Personality(
        String name,
        String version,
        boolean honoursObjectIds,
        boolean filtersByObject,
        boolean listsOffsets,
        boolean knowsObjects,
        boolean demandsBytes,
        boolean barePartials,
        boolean wholeBatches,
        int page) {

    /** As the specification has it. */
    static final Personality LOCAL = new Personality("local", "8.2", true, true, true, true, true, false, false, 1_000);

    /** AWS's store: partial failures as a bare array, small pages, segments without bytes. */
    static final Personality AWS = new Personality("aws-strict", "8.1", true, true, true, true, false, true, false, 4);

    /** Eyevinn's: names objects itself, lists all of a Flow whatever the object, forgets the offset. */
    static final Personality LENIENT =
            new Personality("lenient", "8.1", false, false, false, false, true, false, false, 7);

    /** OpenTAMS: all of a batch or nothing, 422 and 409, an idempotency key. */
    static final Personality WHOLE_BATCH =
            new Personality("whole-batch", "8.0", true, true, true, true, true, false, true, 50);

    /** All of them. */
    static final List<Personality> ALL = List.of(LOCAL, AWS, LENIENT, WHOLE_BATCH);

    @Override
    public String toString() {
        return name;
    }
}
