package tams.ingest.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Segments on a Flow's timeline: what may lie beside what, and how they are found again. */
@Timeout(60)
class SegmentsTest {

    @RegisterExtension
    static final RunningStore STORE = new RunningStore();

    private final StoreClient client = STORE.client();

    private static String path(String flow) {
        return "/flows/" + flow + "/segments";
    }

    private List<String> timeranges(String pathAndQuery) {
        return texts(client.get(pathAndQuery).body(), "timerange");
    }

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.path(field).asText())
                .toList();
    }

    @ParameterizedTest(name = "{0} then {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            [0:0_1:0)                 | [1:0_2:0)                 | 201
            [1:0_2:0)                 | [0:0_1:0)                 | 201
            [0:0_1:0]                 | [1:0_2:0)                 | 400
            [1:0_2:0)                 | [0:0_1:0]                 | 400
            [1:0_2:0)                 | [2:0]                     | 201
            [2:0]                     | [1:0_2:0)                 | 201
            [2:0]                     | [2:0]                     | 400
            [0:0_10:0)                | [3:0_4:0)                 | 400
            [3:0_4:0)                 | [0:0_10:0)                | 400
            [0:0_1:0)                 | [0:999999999_2:0)         | 400
            [0:0_1:1)                 | [1:0_2:0)                 | 400
            [-2:0_-1:0)               | [-1:0_0:0)                | 201
            [-1:500000000_0:0)        | [-1:0_1:0)                | 400
            [-0:800000000_-0:500000000) | [-0:500000000_0:0)      | 201
            [281474976710654:0_281474976710655:0) | [-281474976710655:0_-281474976710654:0) | 201
            """)
    void registersNeighboursAndRefusesOverlaps(String first, String second, int status) {
        String flow = client.newFlow();
        assertThat(client.register(flow, flow + "-1", first).status()).isEqualTo(201);

        var reply = client.register(flow, flow + "-2", second);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(timeranges(path(flow))).hasSize(status == 201 ? 2 : 1);
        if (status == 400) {
            assertThat(reply.body().path("type").asText()).isEqualTo("overlap");
            assertThat(reply.body().path("summary").asText()).contains(first, second, flow + "-1");
        }
    }

    @Test
    void refusesTheVerySameSegmentAndSaysThatItIsThere() {
        String flow = client.newFlow();
        client.register(flow, flow, "[0:0_1:0)");

        var reply = client.send("POST", path(flow), StoreClient.segment(flow, "[0:0_1:0)"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().path("type").asText()).isEqualTo("already_registered");
    }

    static LongStream seeds() {
        return LongStream.range(0, 8);
    }

    /** Goal: no two Segments of a Flow ever overlap, and every query finds what a plain search finds. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsTheTimelineFreeOfOverlaps(long seed) {
        Random random = new Random(seed);
        String flow = client.newFlow();
        List<TimeRange> kept = new ArrayList<>();
        ArrayNode wanted = Documents.object().putArray("segments");
        client.register(flow, flow, "[1000:0_1001:0)");
        kept.add(TimeRange.parse("[1000:0_1001:0)"));
        for (int i = 0; i < 60; i++) {
            TimeRange range = random(random);
            Timestamp offset = requireNonNull(range.start()).minus(Timestamp.ofSeconds(1000));
            wanted.add(StoreClient.segment(flow, range.toString()).put("ts_offset", offset.toString()));
            if (kept.stream().noneMatch(range::overlaps)) {
                kept.add(range);
            }
        }

        client.send("POST", path(flow), wanted);

        kept.sort(TimeRange::compareStarts);
        assertThat(timeranges(path(flow)))
                .isEqualTo(kept.stream().map(TimeRange::toString).toList());
        for (int i = 0; i < 20; i++) {
            TimeRange asked = random(random);
            assertThat(timeranges(path(flow) + "?accept_get_urls=&timerange=" + StoreClient.encode(asked.toString())))
                    .as("%s", asked)
                    .isEqualTo(kept.stream()
                            .filter(asked::overlaps)
                            .map(TimeRange::toString)
                            .toList());
        }
    }

    private static TimeRange random(Random random) {
        Timestamp start = Timestamp.ofNanos(random.nextInt(-50, 50) * 10_000_000L);
        return new TimeRange(
                start, true, start.plus(Timestamp.ofNanos(random.nextInt(1, 8) * 10_000_000L)), random.nextBoolean());
    }

    @Test
    void answersABulkWithTheFailuresAlone() {
        String flow = client.newFlow();
        client.store(flow, flow + "-1");
        client.store(flow, flow + "-2");

        var reply = client.send(
                "POST",
                path(flow),
                StoreClient.list(
                        StoreClient.segment(flow + "-1", "[0:0_2:0)"),
                        StoreClient.segment("never-allocated", "[2:0_4:0)"),
                        StoreClient.segment(flow + "-2", "[1:0_3:0)"),
                        StoreClient.segment(flow + "-2", "()"),
                        StoreClient.segment(flow + "-2", "[4:0_3:0)"),
                        StoreClient.segment(flow + "-2", "[4:0_6:0)")));

        assertThat(reply.status()).isEqualTo(200);
        JsonNode failed = reply.body().path("failed_segments");
        assertThat(texts(failed, "timerange")).containsExactly("[2:0_4:0)", "[1:0_3:0)", "()", "[4:0_3:0)");
        assertThat(failed.at("/1/error/type").asText()).isEqualTo("overlap");
        assertThat(timeranges(path(flow))).containsExactly("[0:0_2:0)", "[4:0_6:0)");
    }

    @Test
    void answersACompleteBulkWith201AndNoBody() {
        String flow = client.newFlow();
        client.store(flow, flow);

        var reply = client.send("POST", path(flow), StoreClient.list(StoreClient.segment(flow, "[0:0_2:0)")));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.body().isMissingNode()).isTrue();
    }

    private String flowOfTen() {
        String flow = client.newFlow();
        for (int i = 0; i < 10; i++) {
            client.register(flow, flow + "-" + i, "[" + 2 * i + ":0_" + 2 * (i + 1) + ":0)");
        }
        return flow;
    }

    @Test
    void givesBackWhatWasSaidOfASegment() {
        String flow = client.newFlow();
        client.store(flow, flow);

        client.send(
                "POST",
                path(flow),
                StoreClient.segment(flow, "[10:0_12:0)")
                        .put("ts_offset", "8:600000000")
                        .put("object_timerange", "[1:400000000_3:400000000)")
                        .put("last_duration", "0:33366666")
                        .put("key_frame_count", 3));

        JsonNode segment =
                client.get(path(flow) + "?include_object_timerange=true").body().get(0);
        assertThat(segment.path("ts_offset").asText()).isEqualTo("8:600000000");
        assertThat(segment.path("object_timerange").asText()).isEqualTo("[1:400000000_3:400000000)");
        assertThat(segment.path("last_duration").asText()).isEqualTo("0:33366666");
        assertThat(segment.path("key_frame_count").asInt()).isEqualTo(3);
        assertThat(client.get(path(flow)).body().get(0).has("object_timerange")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            timerange=[0:0_5:0)             | 8
            timerange=[0:0_5:0]             | 8
            timerange=[2:0_4:0)             | 9
            timerange=(2:0_4:0)             | 10
            timerange=_10:0)                | 5
            timerange=()                    | 10
            timerange=_                     | 0
            limit=1                         | 0
            """)
    void deletesOnlyWhatIsWhollyCovered(String query, int left) {
        String flow = flowOfTen();
        String encoded = query.startsWith("timerange") ? "timerange=" + StoreClient.encode(query.substring(10)) : query;

        assertThat(client.send("DELETE", path(flow) + "?" + encoded, null).status())
                .isEqualTo(204);

        assertThat(client.get(path(flow)).body()).hasSize(left);
    }

    @Test
    void deletesByObject() {
        String flow = flowOfTen();

        client.send("DELETE", path(flow) + "?object_id=" + flow + "-3", null);

        assertThat(texts(client.get(path(flow)).body(), "object_id")).hasSize(9).doesNotContain(flow + "-3");
    }
}
