package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose turn it is where lanes are more than places. */
@Timeout(60)
class LanePlacesTest {

    private final List<Throwable> errors = new ArrayList<>();
    private final List<String> done = new ArrayList<>();

    /** Tasks whose name tells whether anybody watches for them. */
    private record Named(String name) {}

    private final List<Runnable> atWork = new ArrayList<>();
    private int places = 4;
    private final Lanes<Named> watched = new Lanes<>(
            atWork::add,
            (pause, work) -> {
                throw new AssertionError("nothing has to wait here");
            },
            errors::add,
            new Lanes.Crew<>() {
                @Override
                public Task join(Deque<Named> queued) {
                    List<Named> all = new ArrayList<>(queued);
                    queued.clear();
                    return () -> {
                        done.add(all.stream().map(Named::name).collect(Collectors.joining("+")));
                        return Optional.empty();
                    };
                }

                @Override
                public boolean isLive(Named work) {
                    return work.name().startsWith("live");
                }
            },
            () -> places);

    @Test
    void givesLiveLanesHalfOfThePlacesAndTheRestToThoseThatAreLate() {
        for (int lane = 0; lane < 10; lane++) {
            watched.submit("late-" + lane, new Named("late-" + lane));
        }
        for (int lane = 0; lane < 10; lane++) {
            watched.submit("live-" + lane, new Named("live-" + lane));
        }
        assertThat(atWork).as("no more than there are places").hasSize(4);

        while (!atWork.isEmpty()) {
            atWork.remove(0).run();
        }

        assertThat(done.subList(0, 4)).containsExactly("late-0", "late-1", "late-2", "late-3");
        assertThat(done.subList(4, 18).stream().filter(name -> name.startsWith("live")))
                .hasSizeGreaterThanOrEqualTo(7);
        assertThat(done).hasSize(20).doesNotHaveDuplicates();
        assertThat(watched.active()).isZero();
    }

    @Test
    void startsAsManyAsThePaceAllowsAtTheMoment() {
        places = 1;
        for (int lane = 0; lane < 6; lane++) {
            watched.submit("live-" + lane, new Named("live-" + lane));
        }
        assertThat(atWork).hasSize(1);

        places = 3;
        atWork.remove(0).run();

        assertThat(atWork).hasSize(3);
    }

    @Test
    void carriesOutTogetherWhatCameWhileTheLaneWasBusy() {
        places = 1;
        watched.submit("live-1", new Named("live-a"));
        watched.submit("live-1", new Named("live-b"));
        watched.submit("live-1", new Named("live-c"));

        atWork.remove(0).run();

        assertThat(done).containsExactly("live-a+live-b+live-c");
        assertThat(watched.active()).isZero();
    }
}
