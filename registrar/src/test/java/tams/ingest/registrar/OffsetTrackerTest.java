package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OffsetTrackerTest {

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverPassesAnOffsetThatIsNotDone(long seed) {
        Random random = new Random(seed);
        long first = random.nextInt(1_000);
        OffsetTracker tracker = new OffsetTracker(first);
        List<Long> open = new ArrayList<>();
        Set<Long> all = new TreeSet<>();
        long next = first;
        for (int turn = 0; turn < 400; turn++) {
            if (open.isEmpty() || random.nextBoolean()) {
                next += random.nextInt(10) == 0 ? 2 : 0;
                tracker.taken(next);
                open.add(next);
                all.add(next++);
            } else {
                tracker.done(open.remove(random.nextInt(open.size())));
            }

            long committable = tracker.committable();
            assertThat(open).allMatch(offset -> offset >= committable);
            assertThat(all.stream().filter(offset -> offset >= committable && !open.contains(offset)))
                    .allMatch(offset -> open.stream().anyMatch(still -> still < offset));
            assertThat(tracker.open()).isEqualTo(open.size());
        }
        open.forEach(tracker::done);
        assertThat(tracker.committable()).isEqualTo(next);
        assertThat(tracker.span()).isZero();
    }

    @Test
    void skipsWhatKafkaKeepsForItselfOnlyWhenNothingIsOpen() {
        OffsetTracker tracker = new OffsetTracker(5);
        tracker.taken(5);

        tracker.readUpTo(9);

        assertThat(tracker.committable()).isEqualTo(5);
        tracker.done(5);
        tracker.done(5);
        assertThat(tracker.committable()).isEqualTo(9);
    }

    @Test
    void weighsWhatIsOpenAndNothingElse() {
        OffsetTracker tracker = new OffsetTracker(0);
        tracker.taken(0);
        tracker.taken(1);
        tracker.weighs(0, 1_000);
        tracker.weighs(1, 200);
        tracker.weighs(7, 5);
        assertThat(tracker.openBytes()).isEqualTo(1_200);

        tracker.done(0);
        tracker.weighs(0, 1_000);

        assertThat(tracker.openBytes()).isEqualTo(200);
    }

    @Test
    void refusesAnOffsetThatWasTakenBefore() {
        OffsetTracker tracker = new OffsetTracker(0);
        tracker.taken(3);

        assertThatThrownBy(() -> tracker.taken(3)).isInstanceOf(IllegalArgumentException.class);
    }
}
