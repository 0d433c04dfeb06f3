package tams.ingest.registrar;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.SegmentPlanned;

/** One record on its lane, under the rules of {@link SegmentTask}, a few actions at a time. */
final class SimTask {

    private final SimProcess process;
    private final SegmentPlanned plan;
    private final long offset;
    private @Nullable Carriage carriage;
    private int tickets;
    private long wakesAt;
    private boolean slept;
    private boolean over;

    SimTask(SimProcess process, SegmentPlanned plan, long offset) {
        this.process = process;
        this.plan = plan;
        this.offset = offset;
    }

    SimProcess process() {
        return process;
    }

    SegmentPlanned plan() {
        return plan;
    }

    boolean isOver() {
        return over;
    }

    /** Whether it had to wait for its turn, long enough for a ledger to be read on. */
    boolean hasSlept() {
        return slept;
    }

    long wakesAt() {
        return wakesAt;
    }

    /** Between two actions of one turn others may not act; between two turns they may. */
    private boolean mayGoOn() {
        return process.goesOn() && tickets-- > 0;
    }

    /** Takes at most so many actions. */
    void step(int actions) {
        if (!process.goesOn()) {
            return;
        }
        if (carriage == null) {
            if (process.isSettled(plan)) {
                end();
                return;
            }
            carriage = process.carriage(plan, this::mayGoOn);
        }
        tickets = actions;
        Optional<Duration> pause = carriage.advance();
        slept = pause.isPresent();
        pause.ifPresent(length -> wakesAt = process.nanos() + length.toNanos());
        if (pause.isEmpty() && carriage.hasEnded()) {
            end();
        }
    }

    private void end() {
        over = true;
        process.done(offset);
    }

    @Override
    public String toString() {
        return plan.file().path() + " in " + (carriage == null ? "its lane" : carriage.state());
    }
}
