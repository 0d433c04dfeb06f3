package tams.ingest.router;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.FeedSettings;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Measurement.Kind;
import tams.ingest.contracts.Measurement.Stream;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.SegmentPlanned.Flow;
import tams.ingest.contracts.SegmentPlanned.Segment;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** A chunk of a mapped feed that can be measured: what is left to find is its place in time. */
record Candidate(ChunkArrived chunk, FeedSettings settings, Reading reading) {

    /** The Flow that owns the segment: the feed table's, else one that follows from feed and role. */
    UUID flowId() {
        UUID given = settings.feed().flow().id();
        return given != null
                ? given
                : Ids.flow(settings.namespace(), chunk.feed(), reading.owner().role());
    }

    /**
     * The plan for a chunk that lies at {@code place}.
     *
     * @param located where it would lie without neighbours: what differs from there by jitter shifts the media, what
     *     differs by more leaves samples unused
     */
    SegmentPlanned plan(TimeRange place, Epoch.Located located, Timestamp jitter, Tracks tracks) {
        Timestamp media = Timestamp.ofTicks(Span.of(reading.reference()).start());
        boolean whole = isClose(Edges.start(place), Edges.start(located.range()), jitter)
                && isClose(Edges.end(place), Edges.end(located.range()), jitter);
        Timestamp offset = Edges.start(whole ? place : located.range()).minus(media);
        Segment segment = new Segment(
                place,
                offset,
                whole ? null : located.range().shifted(offset.negated()),
                lastDuration(place, located.lastSample()),
                keyFrames());
        return new SegmentPlanned(
                chunk.feed(),
                chunk.arrival(),
                chunk.file(),
                flowId(),
                Ids.job(flowId(), chunk.file(), Edges.start(place)),
                List.of(segment),
                flows(tracks),
                null,
                settings,
                chunk.at());
    }

    private static boolean isClose(Timestamp a, Timestamp b, Timestamp jitter) {
        return a.compareTo(b.plus(jitter)) <= 0 && a.compareTo(b.minus(jitter)) >= 0;
    }

    private static @Nullable Timestamp lastDuration(TimeRange place, @Nullable Timestamp lastSample) {
        return lastSample == null || lastSample.compareTo(Edges.end(place)) >= 0
                ? null
                : Edges.end(place).minus(lastSample);
    }

    private @Nullable Integer keyFrames() {
        Long count =
                reading.reference().type() == Kind.VIDEO ? reading.reference().keyFrames() : null;
        return count == null ? null : Math.toIntExact(count);
    }

    private List<Flow> flows(Tracks tracks) {
        UUID givenSource = settings.feed().flow().sourceId();
        Owner owner = reading.owner();
        UUID source = givenSource != null ? givenSource : sourceOf(owner.role());
        List<Flow> flows = new ArrayList<>();
        flows.add(new Flow(flowId(), source, owner.role(), owner == Owner.MULTI ? null : reading.reference()));
        for (Stream track : collected()) {
            String role = tracks.roleOf(track);
            flows.add(new Flow(Ids.flow(settings.namespace(), chunk.feed(), role), sourceOf(role), role, track));
        }
        return flows;
    }

    private UUID sourceOf(String role) {
        return Ids.source(settings.namespace(), chunk.feed(), role);
    }

    /** The tracks with Flows of their own; none where the feed table asks for a single essence. */
    private List<Stream> collected() {
        Owner demanded = Owner.demandedBy(settings.feed().essence());
        if (demanded != null && demanded != Owner.MULTI) {
            return List.of();
        }
        return reading.tracks().stream()
                .filter(track -> reading.owner() == Owner.MULTI
                        || track.pid() != reading.reference().pid())
                .toList();
    }

    /** The streams in the order in which they take roles: the one that owns the segments comes first. */
    List<Stream> roles() {
        List<Stream> order = new ArrayList<>(reading.tracks());
        if (reading.owner() != Owner.MULTI) {
            order.remove(reading.reference());
            order.add(0, reading.reference());
        }
        return order;
    }
}
