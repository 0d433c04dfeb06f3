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
            List<SimTask.Taken> handedOver,
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
        site.handedOver().forEach(this::queue);
    }

    private void queue(SimTask.Taken record) {
        queued.computeIfAbsent(record.lane(), any -> new ArrayDeque<>()).add(record);
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
        queue(new SimTask.Taken(plan, offset, Delivery.PLANNED));
    }

    void done(long offset) {
        if (active && offset >= 0) {
            offsets.done(offset);
        }
    }

    boolean isSettled(SegmentPlanned plan) {
        return ledger.hasEnded(plan);
    }

    Carriage carriage(SimTask.Taken record) {
        SegmentPlanned taken = site.variation().plan(record.plan(), site.random());
        return new Carriage(taken, site.policy(), record.delivery(), site.random(), site.weather()::nanos);
    }

    /** Whether it went behind others of its Flow, untried. */
    boolean follows(SimTask.Taken record) {
        if (record.delivery().via() == Delivery.Via.PARKED
                || tasks.stream().noneMatch(task -> task.isParked(record.plan().flowId()))) {
            return false;
        }
        site.tally().add(Disturbance.FOLLOWED);
        Progress progress = Progress.of(record.plan(), site.policy(), record.delivery());
        Step step = HandedOver.toParked(progress, ErrorClass.FLOW, "FLOW_PARKED", "others wait");
        for (RegistrationEffect effect : step.effects()) {
            if (effect instanceof RegistrationEffect.Note note) {
                write(record.plan(), note);
            }
        }
        return true;
    }

    /** Waits on another topic, from which later registrars read it too. */
    private void handOver(SegmentPlanned plan, RegistrationEffect.HandOver handOver) {
        boolean retry = handOver.tier() != null;
        site.tally().add(retry ? Disturbance.SET_ASIDE : Disturbance.PARKED);
        Delivery.Via via = retry ? Delivery.Via.RETRY : Delivery.Via.PARKED;
        SimTask.Taken waiting = new SimTask.Taken(plan, -1, new Delivery(via, retry ? 1 : 0, handOver.generation()));
        site.handedOver().add(waiting);
        queue(waiting);
    }

    /** Whether everything that it took is done with. */
    boolean isIdle() {
        return tasks.stream().allMatch(SimTask::isOver)
                && queued.values().stream().allMatch(Deque::isEmpty);
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
        if (note instanceof RegistrationEffect.HandOver handOver && !ledger.hasEnded(plan)) {
            handOver(plan, handOver);
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
        queued.forEach((lane, waiting) -> {
            long atWork =
                    tasks.stream().filter(task -> task.lane().equals(lane)).count();
            for (; atWork < site.laneWidth() && !waiting.isEmpty(); atWork++) {
                SimTask task = new SimTask(this, together(waiting));
                if (lane.startsWith(Delivery.Via.RETRY.name())) {
                    task.sleepUntil(nanos() + RetryTier.MINUTE.delay().toNanos());
                }
                tasks.add(task);
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
