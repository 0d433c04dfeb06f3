package tams.ingest.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: a clock that is turned back is told from one that is slowed down, turned on, or not looked at for long. */
class ClockWatchTest {

    private final AtomicLong wallMs = new AtomicLong(1_800_000_000_000L);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
    private final ClockWatch watch = new ClockWatch(wallMs::get, nanos::get);

    @AfterEach
    void close() {
        watch.close();
    }

    private void pass(Duration really, Duration asTheClockSays) {
        nanos.addAndGet(really.toNanos());
        wallMs.addAndGet(asTheClockSays.toMillis());
        watch.look();
    }

    @Test
    void seesAClockThatIsTurnedBack() {
        pass(Duration.ofSeconds(10), Duration.ofSeconds(10));
        assertThat(watch.failure()).isNotDone();

        pass(Duration.ofSeconds(1), Duration.ofSeconds(-3_599));

        assertThatThrownBy(() -> watch.failure().join())
                .hasRootCauseMessage(
                        "the clock was turned back by 3600 s: Kafka's clients would stand still until it is"
                                + " as late as it was");
    }

    @ParameterizedTest
    @ValueSource(longs = {-4_000, 0, 500, 1_000, 3_600_000, 1_000_000_000_000L})
    void getsOverALittleAndOverAnyLeapForward(long clockMs) {
        pass(Duration.ofSeconds(1), Duration.ofMillis(clockMs));

        assertThat(watch.failure()).isNotDone();
    }

    /** 500 ppm, as time services do it, adds up to more than the bound within hours. */
    @Test
    void letsAClockBeSlowedDown() {
        for (int second = 0; second < 86_400; second++) {
            pass(Duration.ofMillis(2_000), Duration.ofMillis(1_999));
        }

        assertThat(watch.failure()).isNotDone();
    }
}
