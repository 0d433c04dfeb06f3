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
import tams.ingest.local.LocalTamsConfig;

/**
 * Goal: every chunk becomes its segment exactly once, whatever the store does and whatever store it is. Method: the
 * registrar as it runs, a real broker, a real store behind a front that fails by script and by seed; the front's audit
 * log, the store itself and the ledger have to agree in the end.
 */
@Timeout(180)
class FaultyPipelineTest {

    private static final long SEED = Long.getLong("faults.seed", 20_261_122L);
    private static final int PERMILLE = 120;

    /** Left out: what parks a feed for half a minute (locked), and what no client can see (a lost upload that AWS's store registers). */
    private static final WrittenScript MENU = WrittenScript.parse("""
            allocate  2      refuse 503 retry-after=1s
            allocate  4      cut-after
            allocate  6..7   refuse 429
            allocate  9      half
            allocate  11     garbled
            allocate  13     cut-before
            upload    2      truncate
            upload    4      cut-before
            upload    6      refuse 400 code=BadDigest
            upload    8      expired
            upload    10     early
            upload    12     refuse 503 code=SlowDown
            upload    14     refuse 400 code=RequestTimeout
            upload    16     cut-after
            upload    18     late
            register  1      cut-after
            register  3      refuse 503 retry-after=1s
            register  5      lost
            register  7      twice
            register  9      done-late
            register  11     claimed
            register  13     hide pause=800ms
            register  15     cut-before
            register  17     late
            register  19..21 refuse 429
            register  23     refuse 500
            register  25     refuse 401 code=Bearer
            segments  2      half
            segments  5      garbled
            segments  8      dribble
            segments  11     mistyped
            segments  14     refuse 502
            """);

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
        local = LocalTams.start(LocalTamsConfig.of(folder.resolve("store"), 0, 0));
        store = HttpTamsStore.open(local.url(), new Credentials.None());
        for (Personality personality : Personality.ALL) {
            SITES.add(RegistrarSite.start(
                    folder.resolve(personality.name()),
                    "127.0.0.1:" + broker.kafkaPort(),
                    FaultyFront.before(local, personality, MENU.or(FaultScript.seeded(SEED, PERMILLE, MENU)))));
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
