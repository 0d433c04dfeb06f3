package tams.ingest.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedDefined;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Topics;
import tams.ingest.contracts.Traces;

class EventSerdeTest {

    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
    private static final GapEvent GAP = new GapEvent.GapDetected(
            "camera-1",
            UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"),
            TimeRange.parse("[6:6000000_18:18000000)"),
            "MISSING",
            AT);

    @Test
    void writesCloudEventsInBinaryMode() {
        Headers headers = new RecordHeaders();

        byte[] value = new EventSerializer().serialize("ingest.gaps", headers, GAP);

        assertThat(text(headers, "ce_specversion")).isEqualTo("1.0");
        assertThat(text(headers, "ce_type")).isEqualTo("tams.ingest.gap-detected.v1");
        assertThat(text(headers, "ce_subject")).isEqualTo("feed/camera-1");
        assertThat(text(headers, "ce_time")).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(text(headers, "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(new String(value, UTF_8)).startsWith("{\"feed\":\"camera-1\"");
    }

    @Test
    void putsAllThatIsSaidOfOneArrivalIntoOneTrace() {
        ChunkFile file = new ChunkFile("camera-1/a.ts", 1, "0".repeat(64));
        UUID arrival = Ids.arrival("camera-1", file);
        ChunkRefused refused = new ChunkRefused(
                "camera-1",
                arrival,
                file,
                ChunkRefused.Verdict.POISON,
                "CAUSE",
                "why",
                null,
                null,
                Feed.After.ARCHIVE,
                AT);
        Outcome line = new Outcome(
                "camera-1",
                arrival,
                file,
                Outcome.State.POISON,
                "CAUSE",
                "why",
                null,
                null,
                List.of(),
                0,
                null,
                Feed.After.ARCHIVE,
                AT,
                AT);

        String trace = arrival.toString().replace("-", "");
        assertThat(List.of(Traces.parentOf(refused), Traces.parentOf(line)))
                .allMatch(parent -> parent.startsWith("00-" + trace + "-"))
                .doesNotHaveDuplicates();
        assertThat(Traces.parentOf(GAP)).doesNotContain(trace);
    }

    @Test
    void readsBackWhatItWrote() {
        Headers headers = new RecordHeaders();
        byte[] value = new EventSerializer().serialize("ingest.gaps", headers, GAP);

        assertThat(new EventDeserializer<>(Topics.GAPS).deserialize("ingest.gaps", headers, value))
                .isEqualTo(GAP);
    }

    @Test
    void refusesARecordThatBelongsOnAnotherTopic() {
        Headers headers = new RecordHeaders();
        byte[] value =
                new EventSerializer().serialize("ingest.feeds", headers, new FeedDefined("a", 1, Feed.named("a"), AT));

        assertThatThrownBy(() -> new EventDeserializer<>(Topics.GAPS).deserialize("ingest.gaps", headers, value))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("feed-defined")
                .hasMessageContaining("ingest.gaps");
    }

    @Test
    void refusesWhatIsNoEvent() {
        Headers headers = new RecordHeaders();
        headers.add("ce_type", "tams.ingest.gap-detected.v1".getBytes(UTF_8));

        assertThatThrownBy(() -> new EventDeserializer<>(Topics.GAPS)
                        .deserialize("ingest.gaps", headers, "{\"feed\":".getBytes(UTF_8)))
                .isInstanceOf(SerializationException.class);
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }
}
