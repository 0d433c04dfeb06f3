package tams.ingest.registrar;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import tams.ingest.client.Service;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;

/** A registrar's core in a world where time is a number: it dies and comes back, the store and the notes stay. */
final class World {

    /** Turns after which a plan that is not done with counts as stuck. */
    static final int PAUSES_MAX = 2_000;

    final ModelStore store = new ModelStore();
    final List<RegistrationEffect.Line> lines = new ArrayList<>();
    final List<RegistrationEffect.DeadLetter> letters = new ArrayList<>();
    final AtomicLong nanos = new AtomicLong();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Path root;
    final Policy policy = Policy.of(Duration.ofSeconds(30), 3, Service.URL_TIMEOUT_MIN, Service.OBJECT_TIMEOUT_MIN);
    int lives;
    private final Random random;
    private FlowKeeper flows;

    World(Path root, long seed) {
        this.root = root;
        this.random = new Random(seed);
        this.flows = new FlowKeeper(store, any -> false);
    }

    StoreWatch watch() {
        return new StoreWatch(new Meters(registry), nanos::get);
    }

    /** A plan's way from the last crash on. */
    Convoy convoy(SegmentPlanned plan) {
        return new Convoy(
                List.of(new Carriage(plan, policy, new Delivery(Delivery.Via.PARKED, 0, 0), random, nanos::get)),
                new StoreActions(
                        store, flows, new DropRoot(root), StoreCalls.watchedBy(watch()), SideBySide.ONE_BY_ONE),
                notes -> notes.forEach(noted -> note(noted.note())),
                () -> true);
    }

    private void note(RegistrationEffect.Note note) {
        Faults.Fate fate = store.faults.of("note");
        if (fate == Faults.Fate.CRASH_BEFORE) {
            throw new Faults.Crash();
        }
        if (note instanceof RegistrationEffect.Line line && mayBecome(line.state())) {
            lines.add(line);
        } else if (note instanceof RegistrationEffect.DeadLetter letter) {
            letters.add(letter);
        }
        if (fate == Faults.Fate.CRASH_AFTER) {
            throw new Faults.Crash();
        }
    }

    private boolean mayBecome(Outcome.State next) {
        return lines.isEmpty() || lines.get(lines.size() - 1).state().mayBecome(next);
    }

    /** The state in the ledger. */
    Outcome.State state() {
        return lines.get(lines.size() - 1).state();
    }

    /** Carries a plan to its end through any number of lives; its lines are those of this plan alone. */
    void toTheEnd(SegmentPlanned plan) {
        lines.clear();
        int pauses = 0;
        while (lines.isEmpty() || !state().isTerminal()) {
            lives++;
            flows = new FlowKeeper(store, any -> false);
            Convoy convoy = convoy(plan);
            try {
                Optional<Duration> pause = convoy.advance();
                while (pause.isPresent()) {
                    nanos.addAndGet(pause.get().toNanos());
                    if (++pauses > PAUSES_MAX) {
                        throw new AssertionError("stuck in " + convoy.carriages() + " after " + pauses + " pauses");
                    }
                    pause = convoy.advance();
                }
            } catch (Faults.Crash e) {
                nanos.addAndGet(Duration.ofSeconds(5).toNanos());
            }
        }
    }
}
