package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class LanesTest {

    private final Queue<Runnable> ready = new ArrayDeque<>();
    private final List<Runnable> sleeping = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final Lanes<Task> lanes = lanes(ready::add, (pause, work) -> sleeping.add(work));

    private Lanes<Task> lanes(Executor workers, Lanes.Alarm alarm) {
        return new Lanes<>(workers, alarm, errors::add, ONE_BY_ONE, () -> Integer.MAX_VALUE);
    }

    private static final Lanes.Crew<Task> ONE_BY_ONE = new Lanes.Crew<>() {
        @Override
        public Task join(Deque<Task> queued) {
            return queued.remove();
        }

        @Override
        public boolean isLive(Task work) {
            return true;
        }
    };

    private void runAll() {
        while (!ready.isEmpty()) {
            ready.remove().run();
        }
    }

    private Task named(String name) {
        return () -> {
            done.add(name);
            return Optional.empty();
        };
    }

    /** Waits once, then is done. */
    private Task waiting(String name) {
        boolean[] waited = new boolean[1];
        return () -> {
            if (!waited[0]) {
                waited[0] = true;
                return Optional.of(Duration.ofSeconds(1));
            }
            done.add(name);
            return Optional.empty();
        };
    }

    @Test
    void letsOtherFeedsPassAFeedThatWaits() {
        lanes.submit("camera-1", waiting("1a"));
        lanes.submit("camera-1", named("1b"));
        lanes.submit("camera-2", named("2a"));
        lanes.submit("camera-2", named("2b"));

        runAll();

        assertThat(done).containsExactly("2a", "2b");
        sleeping.remove(0).run();
        runAll();
        assertThat(done).containsExactly("2a", "2b", "1a", "1b");
        assertThat(lanes.active()).isZero();
    }

    @Test
    void holdsNoWorkerWhileItWaits() throws InterruptedException {
        ExecutorService one = Executors.newSingleThreadExecutor();
        CountDownLatch passed = new CountDownLatch(1);
        Lanes<Task> single = lanes(one, (pause, work) -> {});

        single.submit("camera-1", () -> Optional.of(Duration.ofDays(1)));
        single.submit("camera-2", () -> {
            passed.countDown();
            return Optional.empty();
        });

        assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
        one.shutdownNow();
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsEachFeedsOrderUnderAnyPauses(long seed) {
        Random random = new Random(seed);
        Map<String, Integer> counts = new HashMap<>();
        for (int turn = 0; turn < 200; turn++) {
            int choice = random.nextInt(3);
            if (choice == 0) {
                String feed = "camera-" + random.nextInt(4);
                String name = feed + "/" + String.format("%03d", counts.merge(feed, 1, Integer::sum));
                lanes.submit(feed, random.nextBoolean() ? named(name) : waiting(name));
            } else if (choice == 1 && !ready.isEmpty()) {
                ready.remove().run();
            } else if (!sleeping.isEmpty()) {
                sleeping.remove(random.nextInt(sleeping.size())).run();
            }
        }
        while (!ready.isEmpty() || !sleeping.isEmpty()) {
            runAll();
            new ArrayList<>(sleeping).forEach(Runnable::run);
            sleeping.clear();
        }

        for (int feed = 0; feed < 4; feed++) {
            String name = "camera-" + feed;
            assertThat(done.stream().filter(one -> one.startsWith(name)))
                    .isSorted()
                    .hasSize(counts.getOrDefault(name, 0));
        }
    }

    @Test
    void startsNothingAfterTheStopAndWaitsForWhatRuns() throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        ExecutorService one = Executors.newSingleThreadExecutor();
        AtomicReference<String> order = new AtomicReference<>("");
        Lanes<Task> single = lanes(one, (pause, work) -> {});
        single.submit("camera-1", () -> {
            began.countDown();
            awaitQuietly(mayEnd);
            order.accumulateAndGet("task ", String::concat);
            return Optional.empty();
        });
        single.submit("camera-1", named("never"));
        assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(single.stop(Duration.ofMillis(1))).isFalse();
        mayEnd.countDown();
        assertThat(single.stop(Duration.ofSeconds(10))).isTrue();
        order.accumulateAndGet("stopped", String::concat);

        one.shutdown();
        assertThat(one.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(order).hasValue("task stopped");
        assertThat(done).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void neitherLosesNorRepeatsATaskThatThrows() {
        lanes.submit("camera-1", () -> {
            throw new IllegalStateException("kafka is gone");
        });
        lanes.submit("camera-1", named("behind"));
        lanes.submit("camera-2", named("beside"));

        runAll();

        assertThat(errors).hasSize(1);
        assertThat(done).containsExactly("beside");
    }
}
