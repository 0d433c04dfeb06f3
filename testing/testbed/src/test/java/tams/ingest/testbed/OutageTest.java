package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.contracts.Outcome;
import tams.ingest.testbed.ChaosProxy.Line;

/**
 * Goal: whatever stands still, is cut off or refuses for a while, each chunk is registered once. Method: one pipeline of
 * real processes; each test makes one kind of trouble while an encoder finishes a new feed's files, sees that the trouble
 * hit, and waits until all is tidy. The oracle at the end looks at all feeds of all tests.
 */
@Timeout(300)
@EnabledIfSystemProperty(named = "chaos", matches = "true", disabledReason = "part of -Pchaos")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageTest {

    /** As long as an operator's debugger, a full garbage collection, or a virtual machine that is moved. */
    private static final Duration STANDSTILL = Duration.ofSeconds(5);

    /** Longer than the session time-out: the process's partitions go to another. */
    private static final Duration LOST = Duration.ofSeconds(20);

    /** In the midst of an upload: the sample chunks have 50 to 68 kB. */
    private static final long CUT_AT_BYTES = 30_000;

    private static final Duration CUT_OFF = Duration.ofSeconds(8);

    private static final AtomicInteger REFUSED_WITH = new AtomicInteger();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    private static PipelineSite site;

    @BeforeAll
    static void start() throws Exception {
        site = PipelineSite.start(
                folder,
                (call, number) -> REFUSED_WITH.get() == 0
                        ? Optional.empty()
                        : Optional.of(Fault.refuse(REFUSED_WITH.get()).coded("Bearer")));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static void lasts(Duration howLong) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(howLong.toNanos());
    }

    /** Stops a process for a while. */
    private static void stands(Process process, Duration howLong) throws Exception {
        Signals.stop(process);
        lasts(howLong);
        assertThat(process.isAlive()).as("it stands still, and is not dead").isTrue();
        Signals.go(process);
    }

    @ParameterizedTest
    @ValueSource(strings = {"watcher", "router", "registrar"})
    @Order(1)
    void aServiceStandsStillForAWhile(String service) throws Exception {
        Process process = site.pipeline().running(service).process();

        DroppedFeed feed = site.encodeDuring(() -> stands(process, STANDSTILL));

        site.awaitAllTidy();
        assertThat(site.hasLine(feed, Outcome.State.REGISTERED)).isTrue();
        assertThat(process.isAlive())
                .as("%s is the same process as before", service)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    @Order(2)
    void aBrokerStandsStillForAWhile(int broker) throws Exception {
        BrokerCluster brokers = site.pipeline().brokers();

        site.encodeDuring(() -> stands(brokers.process(broker), STANDSTILL));

        brokers.awaitWhole(PipelineSite.PATIENCE);
        site.awaitAllTidy();
    }

    /** The zombie has plans in its hands whose partitions another one has by then. */
    @ParameterizedTest
    @ValueSource(strings = {"registrar", "router"})
    @Order(3)
    void aZombieThatWakesUpDoesNoHarm(String service) throws Exception {
        Process zombie = site.pipeline().running(service).process();
        try (ServiceProcess second = site.pipeline().second(service)) {
            site.encodeDuring(() -> lasts(STANDSTILL));
            site.awaitAllTidy();

            Signals.stop(zombie);
            lasts(LOST);
            for (DroppedFeed meanwhile : oneOnEachPartition()) {
                await("the other one goes on with " + meanwhile.id())
                        .atMost(PipelineSite.PATIENCE)
                        .until(() -> site.hasLine(meanwhile, Outcome.State.REGISTERED));
            }
            Signals.go(zombie);
            site.encodeDuring(() -> lasts(STANDSTILL));

            site.awaitAllTidy();
            assertThat(second.runs()).isTrue();
        }
    }

    /** Feeds that lie on all partitions: whoever had them before, somebody else has to go on with some. */
    private static List<DroppedFeed> oneOnEachPartition() throws Exception {
        Map<Integer, DroppedFeed> feeds = new TreeMap<>();
        while (feeds.size() < KilledPipeline.PARTITIONS) {
            DroppedFeed feed = site.encodeDuring(() -> lasts(Duration.ZERO));
            int hash = Utils.toPositive(Utils.murmur2(feed.id().getBytes(StandardCharsets.UTF_8)));
            feeds.put(hash % KilledPipeline.PARTITIONS, feed);
        }
        return List.copyOf(feeds.values());
    }

    /** An encoder is at work while a line suffers, which has to hit something. */
    private static void suffers(ChaosProxy line, PipelineSite.Trouble trouble) throws Exception {
        int before = line.hits();
        site.encodeDuring(trouble);
        assertThat(line.hits()).as("pieces and connections that were hit").isGreaterThan(before);
        site.awaitAllTidy();
    }

    @Test
    @Order(4)
    void theWayToTheStoreIsSilentSlowCutOrReset() throws Exception {
        ChaosProxy api = site.front().apiLine();
        ChaosProxy media = site.front().mediaLine();

        suffers(api, () -> api.suffers(new Line.Silent(), CUT_OFF));
        suffers(api, () -> api.suffers(new Line.Refusing(), CUT_OFF));
        suffers(media, () -> media.suffers(new Line.Silent(), CUT_OFF));
        suffers(media, () -> media.suffers(new Line.CutAfter(CUT_AT_BYTES), CUT_OFF));
        suffers(media, () -> {
            media.become(new Line.Slow(Duration.ofMillis(100)));
            for (int i = 0; i < 4; i++) {
                lasts(Duration.ofMillis(500));
                api.reset();
                api.halfClose();
                media.reset();
            }
            media.become(ChaosProxy.FAIR);
        });
    }

    @Test
    @Order(5)
    void theWayToTheBrokersIsSilentOrReset() throws Exception {
        BrokerCluster brokers = site.pipeline().brokers();

        for (int broker = 0; broker < BrokerCluster.BROKERS; broker++) {
            ChaosProxy line = brokers.line(broker);
            suffers(line, () -> {
                line.suffers(new Line.Silent(), CUT_OFF);
                line.reset();
                line.suffers(new Line.Refusing(), STANDSTILL);
            });
        }
    }

    /** And who asks meanwhile hears how it stands: what waits is no gap. */
    @Test
    @Order(6)
    void theStoreKnowsNobodyAndThenIsAway() throws Exception {
        for (int status : new int[] {401, 403, 500}) {
            int before = refused();
            DroppedFeed feed = site.encodeDuring(() -> {
                REFUSED_WITH.set(status);
                lasts(CUT_OFF);
            });
            JsonNode waiting = site.pipeline().row(feed.id());
            String shown = site.pipeline().call("chunk", "show", feed.id() + "/camera-1_001.ts", "--json");
            await("no gap").atMost(PipelineSite.PATIENCE).until(() -> !site.hasGaps(feed));
            REFUSED_WITH.set(0);

            assertThat(waiting.path("registered").asInt()).isZero();
            assertThat(waiting.path("pending").asInt() + waiting.path("parked").asInt())
                    .as("chunks that wait, of %s", waiting)
                    .isPositive();
            assertThat(shown).containsAnyOf("\"pending\"", "\"parked\"");
            site.awaitAllTidy();
            assertThat(refused()).as("calls that were answered with %d", status).isGreaterThan(before);
        }
    }

    private static int refused() {
        return site.front().log().faults().getOrDefault(Fault.Kind.REFUSE, 0);
    }

    @Test
    @Order(7)
    void twoOfThreeBrokersAreGoneForAWhile() throws Exception {
        BrokerCluster brokers = site.pipeline().brokers();

        site.encodeDuring(() -> {
            brokers.end(0);
            brokers.end(1);
            lasts(CUT_OFF);
            brokers.launch(0);
            brokers.launch(1);
        });

        brokers.awaitWhole(PipelineSite.PATIENCE);
        site.awaitAllTidy();
    }

    @Test
    @Order(8)
    void inTheEndEachChunkIsThereOnce() throws Exception {
        site.encodeDuring(() -> lasts(Duration.ZERO));
        site.awaitAllTidy();

        site.assertThatAllAgree();
    }
}
