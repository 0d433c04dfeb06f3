package tams.ingest.registrar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.kit.EventCode;

/** Records of one feed and Flow that are carried out together, from the head of their lane to their lines in the ledger. */
final class SegmentBatch implements Task {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentBatch.class);

    private final List<SegmentTask> tasks;
    private final Assignment assignment;
    private final Desk desk;
    private final Map<UUID, SegmentTask> byJob = new HashMap<>();
    private @Nullable Convoy convoy;
    private boolean oneByOne;

    SegmentBatch(List<SegmentTask> tasks, Desk desk) {
        this.tasks = List.copyOf(tasks);
        this.assignment = tasks.get(0).assignment();
        this.desk = desk;
    }

    /** Whether all records are done with. */
    boolean isDone() {
        return tasks.stream().allMatch(SegmentTask::isDone);
    }

    @Override
    public Optional<Duration> advance() {
        if (!assignment.enter()) {
            return Optional.empty();
        }
        try {
            return work();
        } catch (KafkaWriter.Lost e) {
            throw e;
        } catch (RuntimeException e) {
            // A mistake of ours must not end the process, which would meet the same records again. The feed waits,
            // visibly.
            desk.meters().mistake();
            LOG.atError()
                    .addMarker(EventCode.REGISTRAR_DEFECT.marker())
                    .setCause(e)
                    .addKeyValue("records", tasks)
                    .log("unexpected error; the feed waits and its records are tried again, one by one");
            convoy = null;
            oneByOne = true;
            return Optional.of(Waiting.PARK);
        } finally {
            assignment.leave();
        }
    }

    private Optional<Duration> work() {
        Optional<Duration> pause = Optional.empty();
        while (pause.isEmpty() && assignment.goesOn() && !isDone()) {
            Convoy going = convoy == null ? form() : convoy;
            convoy = going;
            // What needs no store is done with by now, and waits for none.
            Optional<Duration> hold = going.carriages().isEmpty()
                    ? Optional.empty()
                    : desk.calls().hold();
            pause = hold.isPresent() ? hold : going.advance();
            going.carriages().stream().filter(Carriage::hasEnded).forEach(this::end);
            if (pause.isEmpty()) {
                convoy = null;
            }
        }
        return pause;
    }

    private Convoy form() {
        byJob.clear();
        List<Carriage> carriages = new ArrayList<>();
        for (SegmentTask task : tasks) {
            if (task.isDone() || (oneByOne && !carriages.isEmpty())) {
                continue;
            }
            task.begin().ifPresent(plan -> {
                byJob.put(plan.job(), task);
                carriages.add(new Carriage(plan, desk.policy(), task.delivery(), desk.random(), System::nanoTime));
            });
        }
        return new Convoy(carriages, desk.actions(), this::write, assignment::goesOn);
    }

    private void end(Carriage carriage) {
        SegmentTask task = task(carriage.plan());
        if (!task.isDone()) {
            if (carriage.state() instanceof Done done && done.outcome() == Outcome.State.REGISTERED) {
                desk.upkeep().registered(carriage.plan());
            }
            task.end();
            desk.calls().statuses().forget(carriage.plan().arrival());
        }
    }

    private SegmentTask task(SegmentPlanned plan) {
        SegmentTask task = byJob.get(plan.job());
        if (task == null) {
            throw new IllegalStateException("no record for job " + plan.job());
        }
        return task;
    }

    /** Dead letters and hand-overs come before any line: a crash between them repeats them, and never loses one. */
    private void write(List<Notes.Noted> notes) {
        for (Notes.Noted noted : notes) {
            if (noted.note() instanceof RegistrationEffect.DeadLetter letter) {
                task(noted.plan()).write(noted.plan(), letter);
            } else if (noted.note() instanceof RegistrationEffect.HandOver handOver) {
                task(noted.plan()).write(noted.plan(), handOver);
            }
        }
        desk.ledger()
                .write(notes.stream()
                        .flatMap(noted -> noted.note() instanceof RegistrationEffect.Line line
                                ? Stream.of(task(noted.plan()).outcome(noted.plan(), line))
                                : Stream.empty())
                        .toList());
        notes.forEach(noted -> task(noted.plan()).settleFolder(noted.plan()));
    }
}
