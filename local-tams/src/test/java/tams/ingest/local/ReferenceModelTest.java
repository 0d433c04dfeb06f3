package tams.ingest.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * Random graphs of references against a model that resolves them in the plainest way.
 *
 * <p>Goal: every listing is what object re-use would have given, to the nanosecond, and no deletion in one Flow changes
 * another.
 */
@Timeout(120)
class ReferenceModelTest {

    private static final int FLOWS = 6;
    private static final int ENTRIES = 12;

    @RegisterExtension
    static final RunningStore STORE = RunningStore.takingReferences();

    private final StoreClient client = STORE.client();

    /** A Segment of an object, or a stretch of another Flow. */
    private record Entry(TimeRange range, String name, boolean isReference, Timestamp offset) {}

    /** A Segment as it is listed. */
    private record Shown(TimeRange range, String object, Timestamp offset) {}

    private final Map<String, List<Entry>> model = new LinkedHashMap<>();

    static LongStream seeds() {
        return LongStream.range(0, 12);
    }

    private List<Shown> resolved(String flow, TimeRange cut) {
        List<Shown> shown = new ArrayList<>();
        for (Entry entry : model.getOrDefault(flow, List.of())) {
            TimeRange left = entry.range().intersection(cut);
            if (!left.isEmpty() && entry.isReference()) {
                for (Shown below :
                        resolved(entry.name(), left.shifted(entry.offset().negated()))) {
                    shown.add(new Shown(
                            below.range().shifted(entry.offset()),
                            below.object(),
                            below.offset().plus(entry.offset())));
                }
            } else if (!left.isEmpty()) {
                shown.add(new Shown(left, entry.name(), entry.offset()));
            }
        }
        shown.sort((one, other) -> one.range().compareStarts(other.range()));
        return shown;
    }

    private List<Shown> listed(String flow, String query) {
        List<Shown> all = new ArrayList<>();
        @Nullable String next = ReferencesTest.path(flow) + "?accept_get_urls=" + query;
        while (next != null) {
            StoreClient.Reply page = client.get(next);
            for (JsonNode item : page.body()) {
                all.add(new Shown(
                        TimeRange.parse(item.path("timerange").asText()),
                        item.path("object_id").asText(),
                        Timestamp.parse(item.path("ts_offset").asText("0:0"))));
            }
            String link = page.header("Link");
            next = link.isEmpty() ? null : link.substring(1, link.indexOf('>'));
        }
        return all;
    }

    private static TimeRange random(Random random) {
        Timestamp start = Timestamp.ofNanos(random.nextInt(-60, 60) * 500_000_001L);
        Timestamp end = start.plus(Timestamp.ofNanos(random.nextInt(1, 30) * 333_333_333L));
        return new TimeRange(start, true, end, random.nextInt(4) == 0);
    }

    private void build(Random random) {
        for (int i = 0; i < FLOWS; i++) {
            String flow = client.newFlow();
            List<String> below = new ArrayList<>(model.keySet());
            ArrayNode posts = Documents.object().putArray("posts");
            List<Entry> kept = new ArrayList<>();
            client.register(flow, flow, "[1000:0_2000:0)");
            kept.add(new Entry(TimeRange.parse("[1000:0_2000:0)"), flow, false, Timestamp.ZERO));
            for (int j = 0; j < ENTRIES; j++) {
                Entry entry = random(random, flow, below);
                posts.add(post(entry));
                if (kept.stream().noneMatch(other -> other.range().overlaps(entry.range()))) {
                    kept.add(entry);
                }
            }
            client.extended("POST", ReferencesTest.path(flow), posts);
            model.put(flow, kept);
        }
    }

    private static Entry random(Random random, String flow, List<String> below) {
        TimeRange range = random(random);
        Timestamp start = requireNonNull(range.start());
        if (below.isEmpty() || random.nextInt(3) == 0) {
            return new Entry(range, flow, false, start.minus(Timestamp.ofSeconds(1000 + random.nextInt(900))));
        }
        Timestamp offset = Timestamp.ofNanos(random.nextInt(-20, 20) * 1_000_000_007L);
        return new Entry(range, below.get(random.nextInt(below.size())), true, offset);
    }

    private static ObjectNode post(Entry entry) {
        return entry.isReference()
                ? ReferencesTest.reference(
                                entry.name(),
                                entry.range().shifted(entry.offset().negated()).toString(),
                                entry.range().toString())
                        .put("ts_offset", entry.offset().toString())
                : StoreClient.segment(entry.name(), entry.range().toString())
                        .put("ts_offset", entry.offset().toString());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void listsWhatReuseWouldHaveGiven(long seed) {
        Random random = new Random(seed);
        build(random);
        for (String flow : model.keySet()) {
            List<Shown> all = resolved(flow, TimeRange.ETERNITY);
            assertThat(listed(flow, "")).isEqualTo(all);
            List<Shown> reversed = new ArrayList<>(all);
            Collections.reverse(reversed);
            assertThat(listed(flow, "&reverse_order=true&limit=" + random.nextInt(1, 4)))
                    .isEqualTo(reversed);
            for (int i = 0; i < 4; i++) {
                TimeRange asked = random(random);
                List<Shown> wanted = all.stream()
                        .filter(shown -> shown.range().overlaps(asked))
                        .toList();
                String query = "&timerange=" + StoreClient.encode(asked.toString());
                assertThat(listed(flow, query + "&limit=" + random.nextInt(1, 4)))
                        .as("%s", asked)
                        .isEqualTo(wanted);
            }
            String object = all.get(random.nextInt(all.size())).object();
            assertThat(listed(flow, "&object_id=" + object))
                    .isEqualTo(all.stream()
                            .filter(shown -> shown.object().equals(object))
                            .toList());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void losesNothingWhenAnOriginIsDeleted(long seed) {
        build(new Random(seed));
        Random random = new Random(seed);
        Map<String, List<Shown>> before = new LinkedHashMap<>();
        model.keySet().forEach(flow -> before.put(flow, resolved(flow, TimeRange.ETERNITY)));
        List<String> flows = new ArrayList<>(model.keySet());
        Collections.shuffle(flows, random);
        for (String gone : flows.subList(0, FLOWS / 2)) {
            String part = StoreClient.encode(random(random).toString());
            assertThat(client.send("DELETE", ReferencesTest.path(gone) + "?timerange=" + part, null)
                            .status())
                    .isEqualTo(204);
            before.put(gone, listed(gone, ""));
            before.forEach((flow, shown) -> assertThat(listed(flow, "")).isEqualTo(shown));
            assertThat(client.send("DELETE", "/flows/" + gone, null).status()).isEqualTo(204);
            before.remove(gone);
            before.forEach((flow, shown) -> assertThat(listed(flow, "")).isEqualTo(shown));
        }
    }
}
