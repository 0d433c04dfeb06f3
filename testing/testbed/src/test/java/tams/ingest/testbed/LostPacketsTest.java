package tams.ingest.testbed;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * NET. Goal: packets that never arrive, some that do not, and resets by the kernel cost time and never a chunk. Method: the
 * pipeline of real processes; rules of the kernel for the ports of its store and its brokers.
 */
@Timeout(240)
@EnabledIfSystemProperty(named = "chaos", matches = "true", disabledReason = "part of -Pchaos")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LostPacketsTest {

    private static final Duration APART = Duration.ofSeconds(10);

    private static final int LOST_PERCENT = 10;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    private static Firewall firewall;
    private static PipelineSite site;

    @BeforeAll
    static void start() throws Exception {
        firewall = Firewall.open();
        site = PipelineSite.start(folder, FaultScript.NONE);
    }

    @AfterAll
    static void stop() throws Exception {
        if (site != null) {
            firewall.lift();
            site.close();
        }
    }

    private static List<Integer> storePorts() {
        return List.of(site.front().apiLine().port(), site.front().mediaLine().port());
    }

    private static List<Integer> brokerPorts() {
        BrokerCluster brokers = site.pipeline().brokers();
        return IntStream.range(0, BrokerCluster.BROKERS)
                .mapToObj(broker -> brokers.line(broker).port())
                .toList();
    }

    /** What is done to a port. */
    private interface Rule {
        void on(int port) throws Exception;
    }

    /** An encoder is at work while ports suffer, which has to hit packets. */
    private static void suffer(List<Integer> ports, Rule rule) throws Exception {
        site.encodeDuring(() -> {
            for (int port : ports) {
                rule.on(port);
            }
            await("packets meet a rule").atMost(PipelineSite.PATIENCE).until(() -> firewall.hits() > 0);
            TimeUnit.NANOSECONDS.sleep(APART.toNanos());
        });
        firewall.lift();
        site.awaitAllTidy();
    }

    @Test
    @Order(1)
    void theStoreIsBehindABlackHole() throws Exception {
        for (int port : storePorts()) {
            suffer(List.of(port), firewall::swallow);
        }
    }

    @Test
    @Order(2)
    void theStoreIsReset() throws Exception {
        suffer(storePorts(), firewall::reset);
    }

    @Test
    @Order(3)
    void aBrokerIsBehindABlackHole() throws Exception {
        for (int port : brokerPorts()) {
            suffer(List.of(port), firewall::swallow);
        }
    }

    @Test
    @Order(4)
    void allBrokersAreBehindABlackHole() throws Exception {
        suffer(brokerPorts(), firewall::swallow);
    }

    @Test
    @Order(5)
    void aTenthOfAllPacketsIsLost() throws Exception {
        List<Integer> all =
                Stream.concat(storePorts().stream(), brokerPorts().stream()).toList();

        suffer(all, port -> firewall.lose(port, LOST_PERCENT));
    }

    @Test
    @Order(6)
    void inTheEndEachChunkIsThereOnce() throws Exception {
        site.pipeline().brokers().awaitWhole(PipelineSite.PATIENCE);
        site.assertThatAllAgree();
    }
}
