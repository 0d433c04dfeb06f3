package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.Outcome;

/**
 * DISK. Goal: a disk that is full delays what needs it and harms nothing. Method: the pipeline of real processes whose drop
 * folder, router state and first broker each lie on a small disk of their own, which is filled while files arrive.
 */
@Timeout(240)
@EnabledIfSystemProperty(named = "chaos", matches = "true", disabledReason = "part of -Pchaos")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FullDiskTest {

    private static final Duration FULL = Duration.ofSeconds(8);

    private static final String NO_SPACE = "No space left on device";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    private static SmallDisk drop;
    private static SmallDisk state;
    private static SmallDisk broker;
    private static PipelineSite site;

    @BeforeAll
    static void start() throws Exception {
        drop = SmallDisk.at(folder.resolve("drop"), 32);
        state = SmallDisk.at(folder.resolve("router"), 128);
        broker = SmallDisk.at(folder.resolve("broker-0"), 256);
        site = PipelineSite.start(folder, FaultScript.NONE);
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            site.close();
            broker.close();
            state.close();
            drop.close();
        }
    }

    /** Names are changed on a full disk too; the note beside a file that is no chunk has to wait. */
    @Test
    @Order(1)
    void theDropFolderIsFull() throws Exception {
        Process watcher = site.pipeline().running("watcher").process();
        Signals.stop(watcher);
        DroppedFeed feed = site.encodeDuring(() -> {});
        drop.fill();
        assertThat(drop.isFull()).isTrue();
        Signals.go(watcher);

        await("its chunks are registered all the same")
                .atMost(PipelineSite.PATIENCE)
                .until(() -> site.hasLine(feed, Outcome.State.REGISTERED));
        TimeUnit.NANOSECONDS.sleep(FULL.toNanos());
        assertThat(watcher.isAlive()).as("the watcher goes on").isTrue();
        drop.free();

        site.awaitAllTidy();
    }

    @Test
    @Order(2)
    void theRoutersStateCannotBeWritten() throws Exception {
        site.encodeDuring(() -> {
            state.fill();
            site.pipeline().again("router", Map.of());
            TimeUnit.NANOSECONDS.sleep(FULL.toNanos());
            assertThat(state.isFull()).isTrue();
        });
        assertThat(site.pipeline().log("router")).contains(NO_SPACE);
        state.free();
        site.pipeline().supervise("router", Map.of());

        site.awaitAllTidy();
    }

    @Test
    @Order(3)
    void aBrokersLogCannotBeWritten() throws Exception {
        BrokerCluster brokers = site.pipeline().brokers();

        broker.fill();
        DroppedFeed feed = site.encodeDuring(() -> TimeUnit.NANOSECONDS.sleep(FULL.toNanos()));
        await("the others go on without it")
                .atMost(PipelineSite.PATIENCE)
                .until(() -> site.hasLine(feed, Outcome.State.REGISTERED));
        assertThat(Files.readString(folder.resolve("broker-0.log"))).contains(NO_SPACE);
        broker.free();
        brokers.kill(0);

        brokers.awaitWhole(PipelineSite.PATIENCE);
        site.awaitAllTidy();
    }

    @Test
    @Order(4)
    void inTheEndEachChunkIsThereOnce() throws Exception {
        site.assertThatAllAgree();
    }
}
