package tams.ingest.router;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.EndAsked;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.FeedEnd;
import tams.ingest.contracts.FeedSettings;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.Timestamp;
import tams.ingest.kit.EventCode;

/**
 * The shell around {@link FeedTimeline}: loads, stores, forwards, and asks for commits.
 *
 * <p>The wall clock decides when a held hole is reported and when to commit, and nothing else.
 */
final class PlanSegments implements Processor<String, Event, String, Event> {

    private static final Logger LOG = LoggerFactory.getLogger(PlanSegments.class);

    static final String TIMELINES = "timelines";
    static final String PLANS = "plans";
    static final String WAITING_GAPS = "waiting-gaps";

    /** How often held holes are looked at. */
    static final Duration RELEASE_EVERY = Duration.ofSeconds(1);

    /** A hole is reported when its feed was silent for twice its last chunk's length, or this long if that is less. */
    static final Duration HELD_MAX = Duration.ofSeconds(10);

    /** How often, by record time, some old decisions are forgotten. */
    static final Duration EVICT_EVERY = Duration.ofMinutes(1);

    /**
     * Least time between two commits that are asked for: a chunk that comes alone is committed at once, a backlog in
     * transactions of this length.
     */
    static final Duration COMMIT_SPACING = Duration.ofMillis(20);

    /** Chunks of a feed that were held are planned in slices, which keep transactions short. */
    static final int PLANNED_AT_ONCE = 500;

    private final RouterMeters meters;
    private final Words words = new Words();
    private ProcessorContext<String, Event> context;
    private KeyValueStore<String, FeedTimeline> timelines;
    private KeyValueStore<String, Long> waitingGaps;
    private PlanMemory memory;
    private LostFeeds lost;
    private String evictionFrom = "";
    private long committedMs;

    PlanSegments(MeterRegistry meters) {
        this.meters = new RouterMeters(meters);
    }

    @Override
    public void init(ProcessorContext<String, Event> context) {
        this.context = context;
        this.timelines = requireNonNull(context.getStateStore(TIMELINES), TIMELINES);
        this.waitingGaps = requireNonNull(context.getStateStore(WAITING_GAPS), WAITING_GAPS);
        this.memory = new PlanMemory(requireNonNull(context.getStateStore(PLANS), PLANS));
        this.lost = new LostFeeds(requireNonNull(context.getStateStore(LostFeeds.HELD), LostFeeds.HELD));
        context.schedule(RELEASE_EVERY, PunctuationType.WALL_CLOCK_TIME, this::releaseGaps);
        context.schedule(RELEASE_EVERY, PunctuationType.WALL_CLOCK_TIME, this::tendLost);
        context.schedule(
                EVICT_EVERY, PunctuationType.STREAM_TIME, nowMs -> evictionFrom = memory.evict(evictionFrom, nowMs));
    }

    @Override
    public void process(Record<String, Event> record) {
        if (record.value() instanceof ChunkArrived chunk) {
            if (!chunk.feed().equals(record.key())) {
                throw new IllegalArgumentException(
                        "the key '" + record.key() + "' is not the chunk's feed '" + chunk.feed() + "'");
            }
            announced(HeldChunk.of(chunk, record));
        } else if (record.value() instanceof FeedEnd end) {
            ended(end);
        }
        commitSoon();
    }

    private void announced(HeldChunk held) {
        ChunkArrived chunk = held.chunk();
        boolean isLost = timelines.get(chunk.feed()) == null && chunk.hasFeedBegun();
        Optional<SegmentPlanned> draft = isLost || lost.holds(chunk.feed())
                ? Resumption.draft(chunk).filter(any -> isNews(chunk))
                : Optional.empty();
        if (draft.isEmpty()) {
            plan(held);
        } else if (!lost.hold(held, context.recordMetadata().orElseThrow().offset())) {
            meters.letGo();
            words.letGo(chunk);
        } else if (isLost) {
            ask(draft.get(), held);
        }
    }

    private boolean isNews(ChunkArrived chunk) {
        return memory.of(chunk.feed()).decisionOn(chunk.arrival()).isEmpty();
    }

    private void ask(SegmentPlanned draft, HeldChunk held) {
        lost.asked(draft.feed(), context.currentSystemTimeMs());
        context.forward(new Record<String, Event>(
                draft.feed(), EndAsked.about(draft), draft.at().toEpochMilli(), held.headers()));
    }

    /** The registrar has said where a feed ends of which nothing was known. */
    private void ended(FeedEnd end) {
        if (timelines.get(end.feed()) == null) {
            ChunkArrived head = lost.first(end.feed()).map(HeldChunk::chunk).orElse(null);
            if (head == null || !head.arrival().equals(end.arrival())) {
                return;
            }
            if (end.known()) {
                lost.take(end.feed(), 1);
                return;
            }
            words.say(end);
            timelines.put(end.feed(), Resumption.behind(end, head));
        }
        planHeld(end.feed());
    }

    private void planHeld(String feed) {
        lost.take(feed, PLANNED_AT_ONCE).forEach(this::plan);
    }

    private void plan(HeldChunk held) {
        ChunkArrived chunk = held.chunk();
        FeedTimeline known = timelines.get(chunk.feed());
        FeedTimeline before = known == null ? FeedTimeline.START : known;
        Step step = decide(before, chunk);
        // A feed without a place yet is known all the same: that nothing is, means that it was lost.
        if (known == null || !step.timeline().equals(before)) {
            keep(chunk.feed(), step.timeline());
        }
        memory.keep(chunk, step.result(), held.atMs());
        meters.decided(step.result());
        long atMs = chunk.at().toEpochMilli();
        context.forward(new Record<String, Event>(chunk.feed(), step.result(), atMs, held.headers()));
        step.gaps().forEach(gap -> report(gap, atMs, held.headers()));
        FeedSettings settings = chunk.settings();
        if (settings != null) {
            step.gaps().forEach(gap -> words.say(gap, settings.feed().timeline()));
        }
    }

    private Step decide(FeedTimeline before, ChunkArrived chunk) {
        try {
            return before.offer(chunk, memory.of(chunk.feed()));
        } catch (ArithmeticException | IllegalArgumentException e) {
            LOG.error(
                    EventCode.NO_PLACE.marker(), "no place for chunk {} of feed {}", chunk.arrival(), chunk.feed(), e);
            return new Step(before, Refusals.unplaceable(chunk, e), List.of());
        }
    }

    private void keep(String feed, FeedTimeline timeline) {
        timelines.put(feed, timeline);
        if (!timeline.holes().held().isEmpty()) {
            waitingGaps.put(feed, context.currentSystemTimeMs());
        } else if (waitingGaps.get(feed) != null) {
            waitingGaps.delete(feed);
        }
    }

    private void report(GapEvent gap, long atMs, Headers headers) {
        meters.found(gap);
        words.say(gap);
        context.forward(new Record<String, Event>(gap.feed(), gap, atMs, headers));
    }

    /** Each time where the clock was turned back: until it is as late as it was, Streams commits nothing unasked. */
    private void commitSoon() {
        long nowMs = context.currentSystemTimeMs();
        if (nowMs < committedMs || nowMs - committedMs >= COMMIT_SPACING.toMillis()) {
            committedMs = Math.max(committedMs, nowMs);
            context.commit();
        }
    }

    private void releaseGaps(long nowMs) {
        List<String> feeds = new ArrayList<>();
        try (KeyValueIterator<String, Long> waiting = waitingGaps.all()) {
            while (waiting.hasNext()) {
                KeyValue<String, Long> line = waiting.next();
                if (nowMs - line.value >= heldMs(line.key)) {
                    feeds.add(line.key);
                }
            }
        }
        feeds.forEach(this::release);
        if (!feeds.isEmpty()) {
            context.commit();
        }
    }

    /** Plans on where there was too much for once, and asks again where there was no answer. */
    private void tendLost(long nowMs) {
        for (String feed : lost.feeds()) {
            if (timelines.get(feed) != null) {
                planHeld(feed);
                context.commit();
            } else if (lost.isOverdue(feed, nowMs)) {
                lost.first(feed)
                        .ifPresent(head -> Resumption.draft(head.chunk()).ifPresent(draft -> ask(draft, head)));
                context.commit();
            }
        }
    }

    private long heldMs(String feed) {
        FeedTimeline timeline = timelines.get(feed);
        Timestamp length = timeline == null ? null : timeline.chunkLength();
        return length == null ? 0 : Math.min(HELD_MAX.toMillis(), 2 * length.toNanos() / 1_000_000);
    }

    private void release(String feed) {
        FeedTimeline timeline = timelines.get(feed);
        if (timeline != null) {
            FeedTimeline.Released released = timeline.release(feed);
            timelines.put(feed, released.timeline());
            released.gaps().forEach(gap -> report(gap, gap.at().toEpochMilli(), new RecordHeaders()));
        }
        waitingGaps.delete(feed);
    }
}
