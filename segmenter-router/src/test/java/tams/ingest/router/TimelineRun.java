package tams.ingest.router;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;

/** A feed's life without Kafka: the timeline goes through its stored form at every step. */
final class TimelineRun implements Past {

    private final Map<UUID, SegmentEvent> decisions = new HashMap<>();
    private final Map<UUID, Holder> holders = new HashMap<>();
    private final Map<String, UUID> bytes = new HashMap<>();
    private final List<SegmentPlanned> plans = new ArrayList<>();
    final List<GapEvent> gaps = new ArrayList<>();
    FeedTimeline timeline = FeedTimeline.START;

    SegmentEvent offer(ChunkArrived chunk) {
        Step step = timeline.offer(chunk, this);
        timeline = Json.read(Json.bytes(step.timeline()), FeedTimeline.class);
        gaps.addAll(step.gaps());
        decisions.put(chunk.arrival(), step.result());
        if (step.result() instanceof SegmentPlanned plan && !plans.contains(plan)) {
            plans.add(plan);
            holders.put(
                    chunk.arrival(),
                    new Holder(
                            chunk.arrival(),
                            chunk.file().bytes(),
                            chunk.evidence().slices()));
            bytes.putIfAbsent(keyOf(plan.file()), plan.arrival());
        }
        return step.result();
    }

    SegmentPlanned plan(ChunkArrived chunk) {
        SegmentEvent result = offer(chunk);
        if (result instanceof SegmentPlanned plan) {
            return plan;
        }
        throw new AssertionError("refused: " + ((ChunkRefused) result).reason());
    }

    ChunkRefused refuse(ChunkArrived chunk) {
        return (ChunkRefused) offer(chunk);
    }

    String range(ChunkArrived chunk) {
        return rangeOf(plan(chunk)).toString();
    }

    static TimeRange rangeOf(SegmentPlanned plan) {
        return plan.segments().get(0).timerange();
    }

    /** In the order they were made. */
    List<SegmentPlanned> plans() {
        return List.copyOf(plans);
    }

    /** Every planned range, in the order of time. */
    List<TimeRange> ranges() {
        return plans.stream()
                .flatMap(plan -> plan.segments().stream())
                .map(SegmentPlanned.Segment::timerange)
                .sorted(TimeRange::compareStarts)
                .toList();
    }

    /** What the gap events leave open, once all that is held was reported. */
    List<String> openGaps() {
        FeedTimeline.Released released = timeline.release(Chunks.FEED);
        timeline = released.timeline();
        gaps.addAll(released.gaps());
        List<TimeRange> open = new ArrayList<>();
        for (GapEvent gap : gaps) {
            if (gap instanceof GapEvent.GapDetected) {
                open.add(gap.timerange());
            } else if (gap instanceof GapEvent.GapFilled filled) {
                if (!open.remove(filled.timerange())) {
                    throw new AssertionError("filled what was not open: " + filled.timerange());
                }
                open.addAll(filled.remaining());
            }
        }
        return open.stream()
                .sorted(Comparator.comparing(Edges::start))
                .map(TimeRange::toString)
                .toList();
    }

    @Override
    public Optional<SegmentEvent> decisionOn(UUID arrival) {
        return Optional.ofNullable(decisions.get(arrival));
    }

    @Override
    public Optional<UUID> holderOf(ChunkFile file) {
        return Optional.ofNullable(bytes.get(keyOf(file)));
    }

    @Override
    public Optional<Holder> holderOf(UUID flow, TimeRange time) {
        return plans.stream()
                .filter(plan -> plan.flowId().equals(flow)
                        && plan.segments().stream()
                                .anyMatch(segment -> segment.timerange().overlaps(time)))
                .map(plan -> holders.get(plan.arrival()))
                .findFirst();
    }

    private static String keyOf(ChunkFile file) {
        return requireNonNull(file).sha256() + file.bytes();
    }
}
