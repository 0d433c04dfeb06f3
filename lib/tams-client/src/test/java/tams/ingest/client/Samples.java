package tams.ingest.client;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.UUID;
import tams.ingest.contracts.TimeRange;

/** The Flow, the Source and the segments that tests talk of, and the failure that a call ends in. */
final class Samples {

    static final UUID FLOW = UUID.fromString("4f79cfd1-c057-47f4-8e4d-1b126ca7bf34");
    static final UUID SOURCE = UUID.fromString("2aa143ac-0ab7-4d75-bc32-5c00c13d186f");

    private Samples() {}

    static SegmentPost post(String object, String timerange) {
        return new SegmentPost(object, TimeRange.parse(timerange), null, null, null, null);
    }

    static StoreException failureOf(Runnable call) {
        return catchThrowableOfType(StoreException.class, call::run);
    }
}
