package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * The act of putting Segments on a Flow's timeline, within one transaction.
 *
 * @param uploaded the storage keys whose bytes were seen, among those the Segments need
 * @param added grows with each Segment
 */
record Registration(Sql sql, Flow flow, Set<String> uploaded, List<SegmentTable.Row> added, Instant now) {

    /**
     * How far a re-used object's stretch may lie outside the object's own: both were rounded down to nanoseconds, each
     * from up to two times that are no whole number of them (a wrapped clock's offset is not).
     */
    private static final Timestamp ROUNDING = Timestamp.ofNanos(2);

    /**
     * Adds one Segment.
     *
     * @throws Refusal 400 when it may not be added; nothing is changed then
     */
    void add(NewSegment segment) throws SQLException {
        Extent extent = Extent.of(segment.timerange());
        Optional<SegmentTable.Row> taken = SegmentTable.overlapping(sql, flow.id(), extent);
        if (taken.isPresent() && isSame(segment, taken.get())) {
            throw Refusal.badRequest(
                    "already_registered",
                    "object " + segment.objectId() + " is registered at " + segment.timerange()
                            + " already: nothing to do");
        }
        checkFree(segment.timerange().toString(), extent);
        Optional<ObjectTable.Row> known = ObjectTable.find(sql, segment.objectId());
        Optional<ObjectTable.Row> init = Optional.empty();
        if (known.isPresent() && known.get().isRegistered()) {
            checkReuse(segment, known.get());
        } else {
            init = InitSegment.check(this, segment);
            checkFirstUse(segment, known);
        }
        checkLabels(segment);
        if (init.isPresent()) {
            InitSegment.register(this, init.get());
        }
        if (known.isEmpty()) {
            ObjectTable.adopt(sql, segment.objectId(), now);
        }
        ObjectTable.addUrls(sql, segment.objectId(), segment.getUrls());
        SegmentTable.Row row = new SegmentTable.Row(extent, segment.objectId(), segment.body());
        SegmentTable.insert(sql, flow.id(), row);
        added.add(row);
        if (known.isEmpty() || !known.get().isRegistered()) {
            ObjectTable.register(sql, registered(segment, known.orElse(null)));
        }
    }

    private static boolean isSame(NewSegment segment, SegmentTable.Row taken) {
        return taken.extent().toTimeRange().equals(segment.timerange())
                && taken.objectId().equals(segment.objectId());
    }

    /** @throws Refusal 400 when a Segment or a reference overlaps {@code extent}, which the client wrote as {@code wanted} */
    void checkFree(String wanted, Extent extent) throws SQLException {
        Optional<SegmentTable.Row> segment = SegmentTable.overlapping(sql, flow.id(), extent);
        if (segment.isPresent()) {
            throw overlap(
                    wanted, segment.get().extent(), "of object " + segment.get().objectId());
        }
        Optional<ReferenceTable.Row> reference = ReferenceTable.overlapping(sql, flow.id(), extent);
        if (reference.isPresent()) {
            throw overlap(
                    wanted,
                    reference.get().extent(),
                    "of a reference to Flow " + reference.get().originId());
        }
    }

    private Refusal overlap(String wanted, Extent taken, String what) {
        return Refusal.badRequest(
                "overlap",
                wanted + " overlaps " + taken.toTimeRange() + " " + what + " in Flow " + flow.id()
                        + ": Segments of a Flow must not overlap; delete that one first");
    }

    private void checkFirstUse(NewSegment segment, Optional<ObjectTable.Row> allocated) {
        if (allocated.isEmpty()) {
            if (segment.getUrls().isEmpty()) {
                throw Refusal.badRequest(
                        "unknown_object",
                        "object " + segment.objectId() + " was never allocated here, or its time is over: POST /flows/"
                                + flow.id() + "/storage, upload, then register");
            }
            return;
        }
        checkUploaded(allocated.get());
    }

    /** @throws Refusal 400 unless the object was allocated for this Flow and its bytes are there */
    void checkUploaded(ObjectTable.Row object) {
        if (!flow.id().equals(object.flowId())) {
            throw Refusal.badRequest(
                    "other_flow",
                    "object " + object.id() + " was allocated for Flow " + object.flowId()
                            + ": register it there first, then here");
        }
        if (!uploaded.contains(object.storageKey())) {
            throw Refusal.badRequest(
                    "not_uploaded",
                    "the bytes of object " + object.id() + " have not arrived: PUT them to its put_url, then register");
        }
    }

    private void checkLabels(NewSegment segment) throws SQLException {
        Set<String> taken =
                new HashSet<>(ObjectTable.urls(sql, segment.objectId()).keySet());
        taken.add(StorageBackend.LABEL);
        for (JsonNode url : segment.getUrls()) {
            String label = url.path("label").asText();
            if (!taken.add(label)) {
                throw Refusal.badRequest(
                        "label_taken",
                        "object " + segment.objectId() + " has a URL labelled '" + label
                                + "' already: choose another label");
            }
        }
    }

    private static void checkReuse(NewSegment segment, ObjectTable.Row object) {
        if (object.init()) {
            throw Refusal.badRequest(
                    "init_as_media", "object " + object.id() + " is an initialisation segment: it holds no media");
        }
        TimeRange whole = Objects.requireNonNull(object.timerange());
        if (segment.initObjectId() != null && !segment.initObjectId().equals(object.initId())) {
            throw conflict(object, "init_object_id", String.valueOf(object.initId()));
        }
        if (segment.objectTimerange() != null && !segment.objectTimerange().equals(whole)) {
            throw conflict(object, "object_timerange", whole);
        }
        @Nullable Long count = object.keyFrameCount();
        if (segment.keyFrameCount() != null
                && count != null
                && !segment.keyFrameCount().equals(count)) {
            throw conflict(object, "key_frame_count", count);
        }
        if (!Extent.of(whole).widenedBy(ROUNDING).covers(Extent.of(segment.mediaTime()))) {
            throw Refusal.badRequest(
                    "outside_object",
                    "timerange - ts_offset is " + segment.mediaTime() + ", object " + object.id() + " covers only "
                            + whole);
        }
    }

    private static Refusal conflict(ObjectTable.Row object, String property, Object known) {
        return Refusal.badRequest(
                "object_conflict",
                "object " + object.id() + " is registered with " + property + " " + known + ": leave " + property
                        + " out when an object is used again");
    }

    private ObjectTable.Row registered(NewSegment segment, ObjectTable.@Nullable Row allocated) {
        return new ObjectTable.Row(
                segment.objectId(),
                allocated == null ? null : allocated.flowId(),
                allocated == null ? null : allocated.storageKey(),
                flow.id(),
                segment.objectTimerange() == null ? segment.mediaTime() : segment.objectTimerange(),
                segment.keyFrameCount(),
                false,
                segment.initObjectId());
    }
}
