package tams.ingest.router;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkArrived;

/**
 * An announced chunk, with what its plan takes over from the announcement.
 *
 * @param atMs the announcement's record time
 * @param trace its trace context; null where it has none
 */
record HeldChunk(ChunkArrived chunk, long atMs, @Nullable String trace) {

    private static final String TRACE = "traceparent";

    static HeldChunk of(ChunkArrived chunk, Record<String, ?> record) {
        Header trace = record.headers().lastHeader(TRACE);
        return new HeldChunk(
                chunk, record.timestamp(), trace == null ? null : new String(trace.value(), StandardCharsets.UTF_8));
    }

    /** Headers of what follows from it: only the trace travels on, an incoming record's others are none of ours. */
    Headers headers() {
        return trace == null
                ? new RecordHeaders()
                : new RecordHeaders(List.of(new RecordHeader(TRACE, trace.getBytes(StandardCharsets.UTF_8))));
    }
}
