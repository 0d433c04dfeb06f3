package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When feeds are kept from a store, and how they come back to it. */
@Timeout(60)
class BreakerTest {

    private final AtomicLong nanos = new AtomicLong(-5);
    private final Breaker breaker = new Breaker(nanos::get);

    private void failed(StoreStep step, int flows) {
        for (int flow = 0; flow < flows; flow++) {
            breaker.failed(step, new UUID(0, flow), Duration.ZERO);
        }
    }

    @Test
    void staysClosedHoweverOftenOneFlowFails() {
        for (int times = 0; times < 1_000; times++) {
            breaker.failed(StoreStep.ALLOCATE, new UUID(0, times % (Breaker.FLOWS_MIN - 1)), Duration.ZERO);
        }

        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.hold()).isEmpty();
    }

    @Test
    void countsOnlyFailuresOfOneStepWithNoSuccessBetween() {
        failed(StoreStep.ALLOCATE, Breaker.FLOWS_MIN - 1);
        breaker.went(StoreStep.ALLOCATE);
        breaker.failed(StoreStep.ALLOCATE, new UUID(0, 9), Duration.ZERO);
        breaker.failed(StoreStep.REGISTER, new UUID(0, 10), Duration.ZERO);

        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void letsOneTryAfterThePauseAndAllAfterItsSuccess() {
        failed(StoreStep.UPLOAD, Breaker.FLOWS_MIN);
        assertThat(breaker.hold()).contains(Breaker.HOLD_MIN);

        nanos.addAndGet(Breaker.HOLD_MIN.toNanos());
        assertThat(breaker.hold()).as("the one that tries").isEmpty();
        assertThat(breaker.hold()).as("the next").contains(Breaker.TRY_MAX);
        breaker.went(StoreStep.ALLOCATE);
        assertThat(breaker.hold()).as("after a success of another step").isPresent();

        breaker.went(StoreStep.UPLOAD);
        assertThat(breaker.hold()).isEmpty();
        assertThat(breaker.hold()).isEmpty();
    }

    @Test
    void waitsTwiceAsLongAfterEachFailedTryUpToALimit() {
        failed(StoreStep.UPLOAD, Breaker.FLOWS_MIN);
        Duration expected = Breaker.HOLD_MIN;
        for (int tries = 0; tries < 8; tries++) {
            assertThat(breaker.hold()).contains(expected);
            nanos.addAndGet(expected.toNanos());
            assertThat(breaker.hold()).isEmpty();
            breaker.failed(StoreStep.UPLOAD, new UUID(0, 0), Duration.ZERO);
            Duration twice = expected.multipliedBy(2);
            expected = twice.compareTo(Breaker.HOLD_MAX) < 0 ? twice : Breaker.HOLD_MAX;
        }
        assertThat(expected).isEqualTo(Breaker.HOLD_MAX);
    }

    @Test
    void letsAnotherTryWhereTheFirstIsNotHeardOf() {
        failed(StoreStep.UPLOAD, Breaker.FLOWS_MIN);
        nanos.addAndGet(Breaker.HOLD_MIN.toNanos());
        assertThat(breaker.hold()).isEmpty();

        nanos.addAndGet(Breaker.TRY_MAX.toNanos());

        assertThat(breaker.hold()).isEmpty();
    }

    @Test
    void keepsEverybodyAwayForAsLongAsTheStoreAskedFor() {
        breaker.failed(StoreStep.REGISTER, new UUID(0, 1), Duration.ofSeconds(30));
        assertThat(breaker.hold()).contains(Duration.ofSeconds(30));

        breaker.went(StoreStep.REGISTER);
        nanos.addAndGet(Duration.ofSeconds(29).toNanos());
        assertThat(breaker.hold()).contains(Duration.ofSeconds(1));
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(breaker.hold()).isEmpty();
    }
}
