package tams.ingest.testbed;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tams.ingest.client.Segment;

/** What really happened in a {@link NastyStore}, whatever it answered and listed. */
public final class NastyAudit {

    /** What makes the store's URLs secret: it may occur nowhere but in calls of the object store. */
    public static final String SIGNATURE = "X-Amz-Signature=c0ffee5ec2e7";

    /** What a store does of itself, as its rules say. */
    public enum Rule {
        /** An object id was refused because it is taken. */
        ID_TAKEN,
        /** An upload was refused because its URL's time was over. */
        URL_EXPIRED,
        /** An object was collected because it was not registered in time. */
        COLLECTED,
        /** A segment was refused because its time is taken. */
        OVERLAP_REFUSED,
        /** A segment was refused because its object is not there, or has no bytes. */
        OBJECT_REFUSED,
        /** A segment was written although another one took its time after the check. */
        CHECK_OVERTAKEN,
        /** A segment was refused because its object is claimed and it names a time range of the object. */
        CLAIM_REFUSED
    }

    private final NastySegments segments;
    private final NastyObjects objects;
    private final Map<Rule, Integer> rules = new EnumMap<>(Rule.class);
    private final List<String> writes = new ArrayList<>();
    private int calls;

    NastyAudit(NastySegments segments, NastyObjects objects) {
        this.segments = segments;
        this.objects = objects;
    }

    void called() {
        calls++;
    }

    void applied(Rule rule) {
        rules.merge(rule, 1, Integer::sum);
    }

    void wrote(UUID flow, Segment segment) {
        writes.add(flow + " " + segment.timerange() + " " + segment.objectId());
    }

    /** How often each rule was applied. */
    public Map<Rule, Integer> rules() {
        Map<Rule, Integer> all = new HashMap<>(rules);
        all.put(Rule.COLLECTED, objects.collected());
        return all;
    }

    /** Calls that were made, whatever came of them. */
    public int calls() {
        return calls;
    }

    /** Every segment that was ever written, with its Flow and object, in order. */
    public List<String> writes() {
        return List.copyOf(writes);
    }

    /** The segments that there are, listed or not, by Flow. */
    public Map<UUID, List<Segment>> segments() {
        return segments.all();
    }

    /** The hash of an object's bytes; empty where there are none. */
    public Optional<String> sha256(String objectId) {
        return Optional.ofNullable(objects.bytes(objectId)).map(Digests::sha256);
    }
}
