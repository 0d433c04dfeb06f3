package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many lanes a store gets at once. */
@Timeout(60)
class PaceTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Pace pace = new Pace(12, nanos::get);

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void fallsByAThirdOncePerOverloadDownToOne() {
        assertThat(pace.limit()).isEqualTo(12);
        pace.overloaded();
        pace.overloaded();
        assertThat(pace.limit()).isEqualTo(8);
        for (int times = 0; times < 10; times++) {
            later(Pace.SETTLES);
            pace.overloaded();
        }
        assertThat(pace.limit()).isEqualTo(1);
    }

    @Test
    void risesByOneAfterAsManyGoodCallsAsThereAreLanesUpToTheMost() {
        pace.overloaded();
        for (int good = 0; good < 7; good++) {
            pace.went(1);
        }
        assertThat(pace.limit()).isEqualTo(8);
        pace.went(1);
        assertThat(pace.limit()).isEqualTo(9);
        for (int good = 0; good < 100; good++) {
            pace.went(1);
        }
        assertThat(pace.limit()).isEqualTo(12);
    }

    @Test
    void takesASlowCallForAnOverload() {
        pace.went(Pace.SLOW.toNanos());
        assertThat(pace.limit()).isEqualTo(12);
        pace.went(Pace.SLOW.toNanos() + 1);
        assertThat(pace.limit()).isEqualTo(8);
    }

    @Test
    void letsNobodyInBeyondTheLimitAndTheNextOneWhenOneLeaves() throws InterruptedException {
        Pace single = new Pace(1, nanos::get);
        single.enter();
        CountDownLatch entered = new CountDownLatch(1);
        Thread second = new Thread(() -> {
            single.enter();
            entered.countDown();
        });
        second.start();
        assertThat(entered.await(50, TimeUnit.MILLISECONDS)).isFalse();

        single.leave();

        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        second.join();
    }
}
