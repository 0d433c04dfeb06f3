package tams.ingest.registrar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.Topics;

/** What is told of a chunk, from the ledger's line and the records that were found. */
class ChunkStoryTest {

    private static final SegmentPlanned PLAN =
            Plans.of("camera-1", new ChunkFile("camera-1/a.ts", 10, "0".repeat(64)), 0, List.of(Plans.VIDEO));

    private static Outcome line(Outcome.State state, @Nullable String cause) {
        RegistrationEffect.Line line = new RegistrationEffect.Line(state, cause, "because", "object-g0", 3);
        return Lines.of(PLAN, line, 0, new TreeMap<>(Map.of("allocate", 201, "upload", 503)), Plans.AT);
    }

    private static ConsumerRecord<String, byte[]> record(
            String topic, long offset, byte[] value, Map<String, String> headers) {
        RecordHeaders found = new RecordHeaders();
        headers.forEach((name, text) -> found.add(name, text.getBytes(UTF_8)));
        return new ConsumerRecord<>(
                topic,
                3,
                offset,
                Plans.AT.plusSeconds(offset).toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                "camera-1",
                value,
                found,
                Optional.empty());
    }

    @Test
    void tellsTheWayOfAChunkThatWaitedAndWasGivenUp() {
        byte[] plan = Json.bytes(PLAN);
        ChunkTrail trail = new ChunkTrail(
                Map.of(
                        Topics.CHUNKS,
                        List.of(record(
                                "ingest.chunks", 1, "{\"sequence\":4,\"measurement\":{}}".getBytes(UTF_8), Map.of())),
                        Topics.SEGMENTS,
                        List.of(record("ingest.segments", 2, plan, Map.of())),
                        Topics.RETRY_1M,
                        List.of(record(
                                "p.ingest.retry.1m", 3, plan, Map.of("x-cause", "STORE_REFUSES", "x-reason", "no"))),
                        Topics.DEAD_LETTERS,
                        List.of(record(
                                "p.ingest.dead-letters",
                                4,
                                plan,
                                Map.of("__streams.errors.exception", "STORE_REFUSES"))),
                        Topics.OUTCOMES,
                        List.of(record("ingest.outcomes", 5, Json.bytes(line(Outcome.State.PENDING, null)), Map.of()))),
                Set.of());

        JsonNode story = ChunkStory.whole(new ChunkLine(line(Outcome.State.POISON, "STORE_REFUSES"), 7, 42), trail);

        assertThat(story.path("file").asText()).isEqualTo("camera-1/a.ts");
        assertThat(story.path("state").asText()).isEqualTo("poison");
        assertThat(story.path("http")).hasToString("{\"allocate\":201,\"upload\":503}");
        assertThat(story.path("sequence").asInt()).isEqualTo(4);
        assertThat(story.has("measurement")).isTrue();
        assertThat(story.path("timerange").asText())
                .isEqualTo(PLAN.segments().get(0).timerange().toString());
        assertThat(story.path("offsets").path("ingest.segments").path("offset").asInt())
                .isEqualTo(2);
        assertThat(story.path("offsets")
                        .path("ingest.outcomes")
                        .path("partition")
                        .asInt())
                .isEqualTo(7);
        assertThat(story.path("flows").path(0).path("id").asText())
                .isEqualTo(PLAN.flowId().toString());
        assertThat(story.path("flows").path(0).has("essence")).isFalse();
        assertThat(story.path("states"))
                .extracting(state -> state.path("state").asText())
                .containsExactly("pending", "poison");
        assertThat(story.path("hand_overs").path(0).path("cause").asText()).isEqualTo("STORE_REFUSES");
        assertThat(story.path("hand_overs").path(0).path("at").asText())
                .isEqualTo(Plans.AT.plusSeconds(3).toString());
        assertThat(story.path("dead_letters").path(0).path("cause").asText()).isEqualTo("STORE_REFUSES");
        assertThat(story.has("incomplete")).isFalse();
    }

    @Test
    void tellsWhatTheLedgerKnowsWhereTheTopicsHaveForgotten() {
        ChunkTrail trail = new ChunkTrail(Map.of(), Set.of("ingest.chunks"));

        JsonNode story = ChunkStory.whole(new ChunkLine(line(Outcome.State.REGISTERED, null), 7, 42), trail);

        assertThat(story.path("state").asText()).isEqualTo("registered");
        assertThat(story.path("object_id").asText()).isEqualTo("object-g0");
        assertThat(story.path("states")).hasSize(1);
        assertThat(story.path("incomplete")).hasToString("[\"ingest.chunks\"]");
        assertThat(story.path("arrived_at").asText())
                .isEqualTo(Instant.parse(PLAN.at().toString()).toString());
    }
}
