package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InOrderTest {

    /** Goal: order is the input's even if the first thing takes longest. Method: it ends after another one. */
    @Test
    void handsOutInTheOrderOfTheInput() {
        CountDownLatch other = new CountDownLatch(Runtime.getRuntime().availableProcessors() > 1 ? 1 : 0);
        List<Integer> taken = new ArrayList<>();

        InOrder.forEach(
                numbers(1_000),
                number -> {
                    if (number == 0) {
                        await(other);
                    } else {
                        other.countDown();
                    }
                    return number;
                },
                taken::add);

        assertThat(taken).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void runsNoFurtherAheadThanItsLimit() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Iterator<Integer> input = IntStream.range(0, 2_000)
                .peek(number -> asked.incrementAndGet())
                .iterator();

        InOrder.forEach(input, number -> number, number -> {
            most.accumulateAndGet(asked.get() - taken.getAndIncrement(), Math::max);
            return true;
        });

        assertThat(taken).hasValue(2_000);
        assertThat(most.get()).isBetween(2, InOrder.AHEAD_MAX + 1);
    }

    @Test
    void endsWhenTheTakerHasEnough() {
        List<Integer> taken = new ArrayList<>();

        InOrder.forEach(IntStream.iterate(0, number -> number + 1).iterator(), number -> number, number -> {
            taken.add(number);
            return number < 9;
        });

        assertThat(taken).hasSize(10);
    }

    @Test
    void hidesNoDefectOfTheWork() {
        assertThatThrownBy(() -> InOrder.forEach(
                        numbers(3),
                        number -> {
                            throw new UnsupportedOperationException("defect");
                        },
                        number -> true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("defect");
    }

    private static Iterator<Integer> numbers(int end) {
        return IntStream.range(0, end).iterator();
    }
}
