package tams.ingest.registrar;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.testbed.Mishap;

/** A partition of plans and its registrars: one that owns it, and those that did and go on unawares. */
final class SimCluster {

    /**
     * A record of the partition.
     *
     * @param aborted its transaction was
     */
    record Delivery(SegmentPlanned plan, boolean aborted) {}

    private static final int ACTIONS_MAX = 3;
    private static final Duration RESTART_MAX = Duration.ofSeconds(20);
    private static final Duration ZOMBIE_LIFE_MAX = Duration.ofMinutes(3);

    private final SimProcess.Site site;
    private final Random random;
    private final List<Delivery> partition;
    private final List<SimProcess> zombies = new ArrayList<>();
    private final Deque<SimTask> acting = new ArrayDeque<>();
    private final List<RuntimeException> mistakes = new ArrayList<>();
    private SimProcess owner;
    private int processes;
    private int position;
    private long committed;

    SimCluster(SimProcess.Site site, List<Delivery> partition) {
        this.site = site;
        this.random = site.random();
        this.partition = partition;
        this.owner = next();
    }

    private SimProcess next() {
        position = (int) committed;
        return new SimProcess(++processes, site, committed);
    }

    List<RuntimeException> mistakes() {
        return mistakes;
    }

    /** Records, and registrars that may be at them. */
    int size() {
        return partition.size() + 1 + zombies.size();
    }

    /** Whether every record is done with and committed, and nobody else is at work. */
    boolean isDone() {
        return committed == partition.size() && zombies.isEmpty() && owner.isIdle();
    }

    /** The owner ends at once. */
    void kill() {
        owner.kill();
    }

    /** The owner is to give the partition back. */
    void giveBack() {
        owner.stop();
    }

    /** Another takes over from the owner, which does not know and goes on for a while. */
    void takeOver() {
        SimProcess old = owner;
        old.loseUnawares();
        zombies.add(old);
        long life = 1 + random.nextLong(ZOMBIE_LIFE_MAX.toMillis());
        site.weather().later(Duration.ofMillis(life), old::kill);
        restart();
    }

    private void restart() {
        if (!site.weather().isWithinCall()) {
            site.weather().pass(Duration.ofMillis(random.nextLong(RESTART_MAX.toMillis())));
        }
        owner = next();
    }

    /** Someone takes a turn, or time passes. */
    void turn() {
        replace();
        poll();
        List<SimTask> ready = ready();
        if (!ready.isEmpty()) {
            act(ready.get(random.nextInt(ready.size())));
        } else if (acting.isEmpty()) {
            sleep();
        }
    }

    private void replace() {
        zombies.removeIf(zombie -> !zombie.goesOn());
        if (owner.isStopping() && acting.stream().noneMatch(task -> task.process() == owner)) {
            committed = owner.offsets().committable();
            owner.kill();
        }
        if (owner.isOver()) {
            restart();
        }
    }

    private void poll() {
        if (owner.goesOn() && position < partition.size() && random.nextInt(3) > 0) {
            Delivery next = partition.get(position);
            if (!next.aborted() || site.variation().readsUncommitted()) {
                owner.take(next.plan(), position);
            }
            position++;
        }
        if (owner.goesOn() && random.nextInt(4) == 0) {
            if (position == partition.size()) {
                owner.offsets().readUpTo(position);
            }
            committed = owner.offsets().committable();
        }
    }

    private List<SimTask> ready() {
        List<SimTask> ready = new ArrayList<>();
        for (SimTask task : atWork()) {
            if (task.wakesAt() <= site.weather().nanos() && !acting.contains(task)) {
                ready.add(task);
            }
        }
        return ready;
    }

    private List<SimTask> atWork() {
        List<SimTask> tasks = new ArrayList<>(owner.atWork());
        zombies.forEach(zombie -> tasks.addAll(zombie.atWork()));
        return tasks;
    }

    private void act(SimTask task) {
        SimProcess process = task.process();
        if (process.isZombie()) {
            site.tally().add(Disturbance.ZOMBIE_ACTED);
        }
        if (!acting.isEmpty()) {
            site.tally().add(Disturbance.INTERLEAVED);
        }
        process.readLedger(task.hasSlept());
        acting.push(task);
        try {
            task.step(acting.size() > 1 ? 1 : 1 + random.nextInt(ACTIONS_MAX));
        } catch (Mishap.Crash e) {
            process.kill();
        } catch (IllegalStateException e) {
            mistakes.add(e);
            process.kill();
        } finally {
            acting.pop();
        }
    }

    /** Until the next one wakes or the next thing is due. */
    private void sleep() {
        long next = site.weather().nextDue();
        for (SimTask task : atWork()) {
            next = Math.min(next, task.wakesAt());
        }
        if (next < Long.MAX_VALUE) {
            site.weather().moveTo(next);
        }
    }

    @Override
    public String toString() {
        return "committed " + committed + " of " + partition.size() + ", " + owner + ", zombies " + zombies;
    }
}
