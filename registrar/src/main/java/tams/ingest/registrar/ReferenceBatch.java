package tams.ingest.registrar;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.client.StoreException;
import tams.ingest.contracts.ReferencePlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;
import tams.ingest.kit.EventCode;

/**
 * Records of {@code ingest.references} from the head of a lane, until the store has what they ask for, or has refused it
 * for as long as {@code registrar.patience}. Used by one thread at a time.
 */
final class ReferenceBatch implements Task {

    private static final Logger LOG = LoggerFactory.getLogger(ReferenceBatch.class);

    /** Records that are carried out together, each of which is some segments. */
    static final int RECORDS_MAX = 500;

    /** Records further apart than this are not: what lies between would be listed for nothing. */
    static final Timestamp APART_MAX = Timestamp.ofSeconds(60);

    /** A record that can be read. */
    private record Wanted(ReferenceTask task, ReferencePlanned plan) {}

    private final Deque<Wanted> left = new ArrayDeque<>();
    private final Assignment assignment;
    private final ClipCalls calls;
    private final Desk desk;
    private final LongSupplier nanos;
    private boolean oneByOne;
    private int failures;
    private long sinceNanos;
    private @Nullable ReferenceRun run;

    private ReferenceBatch(ReferenceTask first, LongSupplier nanos) {
        this.assignment = first.assignment();
        this.calls = first.calls();
        this.desk = first.desk();
        this.nanos = nanos;
        this.sinceNanos = nanos.getAsLong();
    }

    /** Takes what is carried out together from the head of a lane, at least one record. */
    static ReferenceBatch join(Deque<Work> queued, LongSupplier nanos) {
        ReferenceTask first = (ReferenceTask) queued.remove();
        ReferenceBatch batch = new ReferenceBatch(first, nanos);
        batch.take(first);
        while (batch.left.size() < RECORDS_MAX
                && queued.peek() instanceof ReferenceTask next
                && next.assignment() == first.assignment()
                && batch.joins(next)) {
            batch.take(next);
            queued.remove();
        }
        return batch;
    }

    private void take(ReferenceTask task) {
        try {
            left.add(new Wanted(task, task.plan()));
        } catch (SerializationException e) {
            task.giveUp(ErrorClass.PERMANENT, "MALFORMED", String.valueOf(e.getMessage()), 1);
        }
    }

    /** Single segments that follow each other. */
    private boolean joins(ReferenceTask task) {
        Wanted last = left.peekLast();
        if (last == null) {
            return false;
        }
        try {
            return follows(last.plan(), task.plan());
        } catch (SerializationException e) {
            LOG.debug("left to its turn, which makes a dead letter of it", e);
            return false;
        }
    }

    static boolean follows(ReferencePlanned last, ReferencePlanned next) {
        TimeRange after = last.timerange();
        Timestamp start = next.timerange().start();
        return last.objectId() != null
                && next.objectId() != null
                && last.flow().equals(next.flow())
                && last.from().equals(next.from())
                && after.end() != null
                && start != null
                && after.compareStarts(next.timerange()) <= 0
                && start.minus(after.end()).compareTo(APART_MAX) <= 0;
    }

    @Override
    public Optional<Duration> advance() {
        if (!assignment.enter()) {
            return Optional.empty();
        }
        try {
            Optional<Duration> pause = Optional.empty();
            while (pause.isEmpty() && assignment.goesOn() && !left.isEmpty()) {
                pause = desk.calls().hold();
                pause = pause.isPresent() ? pause : turn();
            }
            return pause;
        } catch (StoreException e) {
            return failed(e);
        } catch (KafkaWriter.Lost e) {
            throw e;
        } catch (RuntimeException e) {
            desk.meters().mistake();
            LOG.atError()
                    .addMarker(EventCode.REGISTRAR_DEFECT.marker())
                    .setCause(e)
                    .log("unexpected error; the clip waits and is tried again");
            run = null;
            return Optional.of(Waiting.PARK);
        } finally {
            assignment.leave();
        }
    }

    private Optional<Duration> turn() {
        ReferenceRun going = run == null ? new ReferenceRun(group(), flow(), desk.meters()) : run;
        run = going;
        return switch (going.advance()) {
            case MORE -> Optional.empty();
            case UNDER_WAY -> Optional.of(ReferenceRun.DELETION_PAUSE);
            case INCOMPLETE -> refused(going.refusal());
            case DONE -> {
                end();
                yield Optional.empty();
            }
        };
    }

    private List<ReferencePlanned> group() {
        return left.stream().limit(oneByOne ? 1 : left.size()).map(Wanted::plan).toList();
    }

    private ClipFlow flow() {
        ReferencePlanned first = left.element().plan();
        return new ClipFlow(calls, first.flow(), first.from());
    }

    /** What is under way is done with. */
    private void end() {
        List<Wanted> ended = new ArrayList<>();
        for (int count = group().size(); count > 0; count--) {
            ended.add(left.remove());
        }
        ended.forEach(wanted -> wanted.task().end());
        startOver();
    }

    private void startOver() {
        run = null;
        failures = 0;
        sinceNanos = nanos.getAsLong();
    }

    /** A call failed. What is everybody's trouble is waited for. */
    private Optional<Duration> failed(StoreException e) {
        run = null;
        Trouble trouble = Classifier.trouble(StoreStep.REGISTER, e);
        if (trouble.errorClass().isStoreWide() && trouble.reaction() != Reaction.ASK_FLOW) {
            say(trouble.reason());
            return Optional.of(longer(backoff(), trouble.retryAfter()));
        }
        return refused(trouble.reason());
    }

    /** The store has something against this clip, for now or for good. */
    private Optional<Duration> refused(String reason) {
        say(reason);
        if (nanos.getAsLong() - sinceNanos < desk.policy().patience().toNanos()) {
            return Optional.of(backoff());
        }
        if (group().size() > 1) {
            oneByOne = true;
            startOver();
        } else if (isGone()) {
            end();
        } else {
            left.remove().task().giveUp(ErrorClass.CHUNK, "REFERENCE_REFUSED", reason, failures);
            startOver();
        }
        return Optional.of(Duration.ZERO);
    }

    /** A clip that somebody deleted, or one whose original is gone, is nobody's trouble. */
    private boolean isGone() {
        ReferencePlanned plan = left.element().plan();
        try {
            boolean gone = !calls.hasFlow(plan.flow()) || !calls.hasFlow(plan.from());
            if (gone) {
                LOG.atInfo()
                        .addKeyValue("flowId", plan.flow())
                        .log("a clip or what it shows is not in the store any more");
            }
            return gone;
        } catch (StoreException e) {
            LOG.debug("not known whether the clip is still there", e);
            return false;
        }
    }

    private void say(String reason) {
        failures++;
        if (failures == 1) {
            LOG.atWarn()
                    .addMarker(EventCode.CLIP_WAITS.marker())
                    .addKeyValue("flowId", left.element().plan().flow())
                    .addKeyValue("reason", reason)
                    .log("a clip waits for what it lacks");
        }
    }

    private Duration backoff() {
        long most = Waiting.BACKOFF_MIN.toMillis() << Math.min(failures, 6);
        long bounded = Math.min(most, Waiting.BACKOFF_MAX.toMillis());
        return Duration.ofMillis(desk.random().nextLong(bounded / 2, bounded + 1));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
