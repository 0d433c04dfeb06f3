package tams.ingest.registrar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.testbed.Mishap;

/** A registrar's process while it has the partition, or believes so: its lanes, its memory, its view of the ledger. */
final class SimProcess {

    /** What all processes of a schedule work with. */
    record Site(
            SimWeather weather,
            Random random,
            Tally tally,
            TamsStore store,
            DropRoot root,
            StoreWatch watch,
            SimLedger ledger,
            Policy policy,
            Variation variation,
            int laneWidth,
            int batchMax) {}

    private final Site site;
    private final FlowKeeper flows;
    private final SimLedger.View ledger;
    private final OffsetTracker offsets;
    private final List<SimTask> tasks = new ArrayList<>();
    private final Map<String, Deque<SimTask.Taken>> queued = new LinkedHashMap<>();
    private boolean active = true;
    private boolean stopping;
    private boolean zombie;

    SimProcess(int number, Site site, long firstOffset) {
        this.site = site;
        this.ledger = site.ledger().new View(number);
        this.flows = new FlowKeeper(site.variation().store(site.store()), ledger::hasSegments);
        this.offsets = new OffsetTracker(firstOffset);
    }

    boolean goesOn() {
        return active && !stopping;
    }

    /** Whether it has ended, in whatever way. */
    boolean isOver() {
        return !active;
    }

    boolean isStopping() {
        return stopping;
    }

    boolean isZombie() {
        return zombie;
    }

    /** Ends at once. */
    void kill() {
        active = false;
    }

    /** Takes no further step. */
    void stop() {
        stopping = true;
    }

    void loseUnawares() {
        zombie = true;
    }

    long nanos() {
        return site.weather().nanos();
    }

    OffsetTracker offsets() {
        return offsets;
    }

    void take(SegmentPlanned plan, long offset) {
        offsets.taken(offset);
        ledger.begin(plan);
        queued.computeIfAbsent(plan.feed(), any -> new ArrayDeque<>()).add(new SimTask.Taken(plan, offset));
    }

    void done(long offset) {
        if (active) {
            offsets.done(offset);
        }
    }

    boolean isSettled(SegmentPlanned plan) {
        return ledger.hasEnded(plan);
    }

    Carriage carriage(SegmentPlanned plan) {
        SegmentPlanned taken = site.variation().plan(plan, site.random());
        return new Carriage(
                taken, site.policy(), new Delivery(Delivery.Via.PARKED, 0, 0), site.random(), site.weather()::nanos);
    }

    Convoy convoy(List<Carriage> carriages, BooleanSupplier goesOn) {
        if (carriages.size() > 1) {
            site.tally().add(Disturbance.TOGETHER);
        }
        Variation variation = site.variation();
        return new Convoy(
                carriages,
                variation.actions(new StoreActions(
                        variation.store(site.store()),
                        flows,
                        site.root(),
                        StoreCalls.watchedBy(site.watch()),
                        SideBySide.ONE_BY_ONE)),
                notes -> notes.forEach(noted -> write(noted.plan(), noted.note())),
                goesOn);
    }

    private void write(SegmentPlanned plan, RegistrationEffect.Note note) {
        boolean ends = !site.weather().isFair() && site.random().nextInt(60) == 0;
        if (ends) {
            site.tally().add(Disturbance.KILLED_WRITING);
        }
        if (ends && site.random().nextBoolean()) {
            throw new Mishap.Crash();
        }
        ledger.note(plan, note);
        if (ends) {
            throw new Mishap.Crash();
        }
    }

    /** Hears of what others wrote, which takes a zombie longer. */
    void readLedger(boolean hadTime) {
        if (hadTime || site.random().nextInt(zombie ? 4 : 2) == 0) {
            ledger.read();
        }
    }

    /** The tasks that may go on or wait: the first few of each feed. */
    List<SimTask> atWork() {
        tasks.removeIf(SimTask::isOver);
        if (!goesOn()) {
            return List.of();
        }
        queued.forEach((feed, waiting) -> {
            long atWork =
                    tasks.stream().filter(task -> task.feed().equals(feed)).count();
            for (; atWork < site.laneWidth() && !waiting.isEmpty(); atWork++) {
                tasks.add(new SimTask(this, together(waiting)));
            }
        });
        return List.copyOf(tasks);
    }

    /** From the head of a lane, by the rules of {@link SegmentCrew}. */
    private List<SimTask.Taken> together(Deque<SimTask.Taken> waiting) {
        SegmentCrew.Party party = new SegmentCrew.Party();
        List<SimTask.Taken> records = new ArrayList<>();
        do {
            records.add(waiting.remove());
            party.joins(records.get(records.size() - 1).plan());
        } while (records.size() < site.batchMax()
                && !waiting.isEmpty()
                && party.mayJoin(waiting.element().plan()));
        return records;
    }

    @Override
    public String toString() {
        return (zombie ? "zombie " : "registrar ") + tasks;
    }
}
