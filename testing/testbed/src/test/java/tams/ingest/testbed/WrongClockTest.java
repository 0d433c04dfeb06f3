package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * CLOCK. Goal: a wall clock that is wrong, or jumps, changes no time of a chunk, loses none and holds none up. Method: the
 * pipeline of real processes, some of which have another clock than the machine's.
 */
@Timeout(180)
@EnabledIfSystemProperty(named = "chaos", matches = "true", disabledReason = "part of -Pchaos")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WrongClockTest {

    private static final Duration SEEN_WITHIN = Duration.ofSeconds(3);

    private static final Duration WRONG = Duration.ofMinutes(30);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    private static WrongClock clock;
    private static PipelineSite site;

    @BeforeAll
    static void start() throws Exception {
        clock = WrongClock.in(folder);
        site = PipelineSite.start(folder, FaultScript.NONE);
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            site.close();
        }
    }

    private static void lasts(Duration howLong) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(howLong.toNanos());
    }

    /** How far a service's clock is from the machine's, as its last line in the log shows. */
    private static Duration offset(String service) throws IOException {
        List<String> lines = site.pipeline().log(service).lines().toList();
        String time = new ObjectMapper()
                .readTree(lines.get(lines.size() - 1))
                .path("@timestamp")
                .asText();
        return Duration.between(Instant.now(), Instant.parse(time)).abs();
    }

    @ParameterizedTest
    @CsvSource({
        "watcher, +1h",
        "watcher, -1h",
        "watcher, @2099-01-01 00:00:00",
        "router, -1h",
        "router, @2099-01-01 00:00:00",
        "registrar, -1h",
        "registrar, @2099-01-01 00:00:00"
    })
    @Order(1)
    void aServiceHasAWrongClock(String service, String time) throws Exception {
        clock.turn(time);
        site.pipeline().again(service, clock.environment());

        site.encodeDuring(() -> {});
        site.awaitAllTidy();

        assertThat(offset(service)).as("the clock of the %s", service).isGreaterThan(WRONG);
        site.pipeline().again(service, Map.of());
    }

    /** Services end when a clock is turned back, for Kafka's clients would stand still, and are started again. */
    @Test
    @Order(2)
    void allClocksJumpBackAndForth() throws Exception {
        clock.turn("+0");
        for (String service : KilledPipeline.SERVICES) {
            site.pipeline().again(service, clock.environment());
        }
        site.encodeDuring(() -> {});
        site.awaitAllTidy();

        for (String time : List.of("-1h", "+2h", "-1d", "+0")) {
            DroppedFeed feed = site.encodeDuring(() -> {
                clock.turn(time);
                lasts(SEEN_WITHIN);
            });
            await("tidy at " + time).atMost(PipelineSite.PATIENCE).until(() -> {
                supervise();
                return feed.isTidy();
            });
        }
        for (String service : KilledPipeline.SERVICES) {
            assertThat(Files.readString(ServiceProcess.log(service, folder))).contains("the clock was turned back");
        }
    }

    private static void supervise() throws IOException {
        for (String service : KilledPipeline.SERVICES) {
            site.pipeline().supervise(service, clock.environment());
        }
    }

    @Test
    @Order(3)
    void inTheEndEachChunkIsThereOnce() throws Exception {
        site.assertThatAllAgree();
    }
}
