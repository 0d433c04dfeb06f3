package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.client.Credentials;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.local.LocalTams;
import tams.ingest.local.RecordedStore;

/**
 * Goal: every chunk becomes its segment exactly once, whatever the store does and whatever store it is. Method: the
 * registrar as it runs, a real broker, a real store behind a front that fails by script and by seed; the front's audit
 * log, the store itself and the ledger have to agree in the end.
 */
@Timeout(180)
class FaultyPipelineTest {

    private static final long SEED = Long.getLong("faults.seed", 20_261_122L);

    /** More would pile up on single chunks, whose pauses grow with every failure. */
    private static final int PERMILLE = 30;

    /**
     * Left out: what parks a feed for half a minute (locked), and what no client can see (an upload lost before a store
     * that registers objects without bytes). Few apart, so that no chunk meets them all.
     */
    private static final WrittenScript MENU = WrittenScript.parse("""
            allocate  5      refuse 503 retry-after=1s
            allocate  10     cut-after
            allocate  15..16 refuse 429
            allocate  21     half
            allocate  26     garbled
            allocate  31     cut-before
            upload    3      truncate
            upload    7      cut-before
            upload    11     refuse 400 code=BadDigest
            upload    15     expired
            upload    19     early
            upload    23     refuse 503 code=SlowDown
            upload    27     refuse 400 code=RequestTimeout
            upload    31     cut-after
            upload    35     late
            register  2      lost
            register  6      twice
            register  10     done-late
            register  14     claimed
            register  18     hide pause=800ms
            register  22     cut-after
            register  26     refuse 503 retry-after=1s
            register  30     cut-before
            register  34     late
            register  38..39 refuse 429
            register  43     refuse 500
            register  47     refuse 401 code=Bearer
            segments  4      half
            segments  9      garbled
            segments  14     dribble
            segments  19     mistyped
            segments  24     refuse 502
            """);

    /**
     * Sixty chunks make thirty allocations and registrations at least, however many wait for one another: enough for every
     * kind of fault that only one line names. Larger batches made too few on a busy machine.
     */
    private static final Map<String, String> FEW_AT_ONCE = Map.of("registrar.batch_max", "2");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    private static final List<RegistrarSite> SITES = new ArrayList<>();
    private static LocalProcess kafka;
    private static LocalTams local;
    private static TamsStore store;

    @BeforeAll
    static void start() throws IOException {
        LocalProcess.Home broker = LocalProcess.Home.in(folder.resolve("broker"));
        kafka = LocalProcess.start(broker, null);
        local = LocalTams.start(RecordedStore.config(folder.resolve("store")));
        store = HttpTamsStore.open(local.url(), new Credentials.None());
        for (Personality personality : Personality.ALL) {
            SITES.add(RegistrarSite.start(
                    folder.resolve(personality.name()),
                    "127.0.0.1:" + broker.kafkaPort(),
                    FaultyFront.before(local, personality, MENU.or(FaultScript.seeded(SEED, PERMILLE, MENU))),
                    RegistrarSite.CHUNKS,
                    FEW_AT_ONCE));
        }
    }

    @AfterAll
    static void stop() {
        SITES.forEach(RegistrarSite::close);
        store.close();
        local.close();
        kafka.close();
    }

    static List<RegistrarSite> sites() {
        return SITES;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sites")
    void everyChunkBecomesItsSegmentOnceWhateverTheStoreDoes(RegistrarSite site) throws IOException {
        Map<String, Outcome> ledger = site.awaitEnd();

        assertThat(ledger.values()).extracting(Outcome::state).containsOnly(Outcome.State.REGISTERED);
        for (PlannedFeed feed : site.feeds()) {
            List<Segment> segments =
                    store.segments(feed.flowId(), SegmentQuery.all().withUrls());
            assertThat(segments)
                    .extracting(segment -> segment.timerange().toString())
                    .isEqualTo(feed.timeranges());
            for (int i = 0; i < segments.size(); i++) {
                SegmentPlanned plan = feed.plans().get(i);
                assertThat(sha256(segments.get(i))).isEqualTo(plan.file().sha256());
                assertThat(Objects.requireNonNull(ledger.get(Outcome.key(feed.id(), plan.arrival())))
                                .objectId())
                        .isEqualTo(segments.get(i).objectId());
            }
        }
        assertThatTheFrontAgrees(site);
    }

    /** The oracle: the store took each place in time once, and every kind of fault has hit. */
    private static void assertThatTheFrontAgrees(RegistrarSite site) {
        List<AuditLog.Taken> taken = site.front().log().taken();
        List<String> places =
                taken.stream().map(one -> one.flow() + " " + one.timerange()).toList();
        assertThat(places).doesNotHaveDuplicates();
        assertThat(new HashSet<>(places)).hasSize(RegistrarSite.FEEDS * RegistrarSite.CHUNKS);
        Map<Fault.Kind, Integer> hits = site.front().log().faults();
        for (WrittenScript.Rule rule : MENU.rules()) {
            assertThat(hits.getOrDefault(rule.fault().kind(), 0))
                    .as("hits of " + rule.fault().kind().word())
                    .isPositive();
        }
    }

    private static String sha256(Segment segment) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return store.download(segment.getUrls().get(0), bytes, WireRequest.BODY_BYTES_MAX)
                .sha256();
    }
}
