package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.HashMap;
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
            int laneWidth) {}

    private final Site site;
    private final FlowKeeper flows;
    private final SimLedger.View ledger;
    private final OffsetTracker offsets;
    private final List<SimTask> tasks = new ArrayList<>();
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
        tasks.add(new SimTask(this, plan, offset));
    }

    void done(long offset) {
        if (active) {
            offsets.done(offset);
        }
    }

    boolean isSettled(SegmentPlanned plan) {
        return ledger.hasEnded(plan);
    }

    Carriage carriage(SegmentPlanned plan, BooleanSupplier goesOn) {
        Variation variation = site.variation();
        SegmentPlanned taken = variation.plan(plan, site.random());
        return new Carriage(
                RegistrationState.start(taken, site.policy()),
                variation.actions(
                        new StoreActions(variation.store(site.store()), flows, site.root(), taken, site.watch())),
                note -> write(taken, note),
                goesOn,
                site.random(),
                site.weather()::nanos);
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
        Map<String, Integer> perFeed = new HashMap<>();
        List<SimTask> first = new ArrayList<>();
        for (SimTask task : tasks) {
            if (perFeed.merge(task.plan().feed(), 1, Integer::sum) <= site.laneWidth()) {
                first.add(task);
            }
        }
        return first;
    }

    @Override
    public String toString() {
        return (zombie ? "zombie " : "registrar ") + tasks;
    }
}
