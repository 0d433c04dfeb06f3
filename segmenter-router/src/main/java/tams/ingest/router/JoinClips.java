package tams.ingest.router;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.ReferencePlanned;

/**
 * Joins what is registered with the clips that show it.
 *
 * <p>A Flow's clips and its segments come to one task, so that each segment is planned once more at least: with the clip
 * where it was there before, by itself where it comes later, late ones that fill a gap included. What is planned twice is
 * in the store already when the second plan is carried out.
 */
final class JoinClips implements Processor<String, ClipInput, String, Event> {

    /** Under {@code from/flow}. */
    static final String SHOWN = "clips-shown";

    /** Under {@code due/flow/event}: what a clip with a delay has to wait for. */
    static final String WAITING = "references-waiting";

    /** How often it is looked for what is due; so much longer than its delay a reference waits at most. */
    static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** Most references that are let go at once, so that others are not held up by a thousand. */
    static final int DUE_MAX = 1_000;

    private ProcessorContext<String, Event> context;
    private KeyValueStore<String, ClipInput.Shown> shown;
    private KeyValueStore<String, ReferencePlanned> waiting;

    @Override
    public void init(ProcessorContext<String, Event> context) {
        this.context = context;
        this.shown = requireNonNull(context.getStateStore(SHOWN), SHOWN);
        this.waiting = requireNonNull(context.getStateStore(WAITING), WAITING);
        context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, this::letGo);
    }

    @Override
    public void process(Record<String, ClipInput> record) {
        if (record.value() instanceof ClipInput.Shown clip) {
            define(clip, record.timestamp());
        } else if (record.value() instanceof ClipInput.Registered registered) {
            Instant at = Instant.ofEpochMilli(record.timestamp());
            for (ClipInput.Shown clip : clipsOf(record.key())) {
                clip.showing(registered, at).forEach(plan -> plan(clip, plan, record.timestamp()));
            }
        }
    }

    private void define(ClipInput.Shown clip, long timestamp) {
        Instant at = Instant.ofEpochMilli(timestamp);
        ClipInput.Shown before = shown.get(keyOf(clip));
        shown.put(keyOf(clip), clip);
        if (before != null && clip.timerange().end() != null) {
            forward(clip.trimmed(at), timestamp);
        }
        plan(clip, clip.filled(at), timestamp);
    }

    private List<ClipInput.Shown> clipsOf(String from) {
        List<ClipInput.Shown> clips = new ArrayList<>();
        // Ids are hexadecimal, and '0' is the next letter behind '/'.
        try (KeyValueIterator<String, ClipInput.Shown> all = shown.range(from + "/", from + "0")) {
            all.forEachRemaining(each -> clips.add(each.value));
        }
        return clips;
    }

    private void plan(ClipInput.Shown clip, ReferencePlanned plan, long timestamp) {
        Duration delay = clip.delay();
        if (delay == null) {
            forward(plan, timestamp);
        } else {
            waiting.put(String.format("%016x/%s/%s", timestamp + delay.toMillis(), plan.flow(), plan.eventId()), plan);
        }
    }

    private void letGo(long nowMs) {
        List<KeyValue<String, ReferencePlanned>> due = new ArrayList<>();
        try (KeyValueIterator<String, ReferencePlanned> all = waiting.range("0", String.format("%016x", nowMs))) {
            while (all.hasNext() && due.size() < DUE_MAX) {
                due.add(all.next());
            }
        }
        for (KeyValue<String, ReferencePlanned> one : due) {
            waiting.delete(one.key);
            stillShown(one.value).ifPresent(plan -> forward(plan, nowMs));
        }
    }

    /** A clip may have got an end since. */
    private Optional<ReferencePlanned> stillShown(ReferencePlanned plan) {
        ClipInput.Shown now = shown.get(plan.from() + "/" + plan.flow());
        return Optional.ofNullable(now).flatMap(clip -> clip.cut(plan));
    }

    private static String keyOf(ClipInput.Shown clip) {
        return clip.from() + "/" + clip.flow();
    }

    private void forward(ReferencePlanned plan, long timestamp) {
        context.forward(new Record<>(plan.key(), plan, timestamp, new RecordHeaders()));
    }
}
