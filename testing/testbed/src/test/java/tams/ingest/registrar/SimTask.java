package tams.ingest.registrar;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.SegmentPlanned;

/** Records that are carried out together, under the rules of {@link SegmentBatch}, a few actions at a time. */
final class SimTask {

    /** A record of the partition. */
    record Taken(SegmentPlanned plan, long offset) {}

    private final SimProcess process;
    private final List<Taken> records;
    private final Map<Carriage, Long> offsets = new LinkedHashMap<>();
    private @Nullable Convoy convoy;
    private int tickets;
    private long wakesAt;
    private boolean slept;
    private boolean over;

    SimTask(SimProcess process, List<Taken> records) {
        this.process = process;
        this.records = List.copyOf(records);
    }

    SimProcess process() {
        return process;
    }

    String feed() {
        return records.get(0).plan().feed();
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
        Convoy going = convoy == null ? form() : convoy;
        convoy = going;
        tickets = actions;
        Optional<Duration> pause = going.advance();
        slept = pause.isPresent();
        pause.ifPresent(length -> wakesAt = process.nanos() + length.toNanos());
        offsets.forEach((carriage, offset) -> {
            if (carriage.hasEnded()) {
                process.done(offset);
            }
        });
        over = offsets.keySet().stream().allMatch(Carriage::hasEnded);
    }

    private Convoy form() {
        for (Taken record : records) {
            if (process.isSettled(record.plan())) {
                process.done(record.offset());
            } else {
                offsets.put(process.carriage(record.plan()), record.offset());
            }
        }
        return process.convoy(List.copyOf(offsets.keySet()), this::mayGoOn);
    }

    @Override
    public String toString() {
        return records.stream().map(record -> record.plan().file().path()).toList() + " in "
                + (convoy == null
                        ? "their lane"
                        : offsets.keySet().stream().map(Carriage::state).toList());
    }
}
