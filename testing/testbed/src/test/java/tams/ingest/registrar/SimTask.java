package tams.ingest.registrar;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.SegmentPlanned;

/** Records that are carried out together, under the rules of {@link SegmentBatch}, a few actions at a time. */
final class SimTask {

    /**
     * A record of the partition, or of a topic on which plans wait.
     *
     * @param offset in the partition; -1 where it waited
     */
    record Taken(SegmentPlanned plan, long offset, Delivery delivery) {

        /** Whose turn it has to wait for. */
        String lane() {
            return delivery.via() + "/" + plan.feed();
        }
    }

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

    String lane() {
        return records.get(0).lane();
    }

    /** Whether it is about a Flow that takes nothing for now. */
    boolean isParked(UUID flow) {
        Taken first = records.get(0);
        return first.delivery().via() == Delivery.Via.PARKED
                && first.plan().flowId().equals(flow);
    }

    void sleepUntil(long time) {
        wakesAt = time;
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
            if (process.isSettled(record.plan()) || process.follows(record)) {
                process.done(record.offset());
            } else {
                offsets.put(process.carriage(record), record.offset());
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
