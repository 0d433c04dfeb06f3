package tams.ingest.router;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Feed;
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

    /** The Flow that owns segments of the first form: the feed table's, else one that follows from feed and role. */
    UUID firstFlowId() {
        UUID given = settings.feed().flow().id();
        return given != null
                ? given
                : Ids.flow(settings.namespace(), chunk.feed(), reading.owner().role());
    }

    /** The feed's timeline settings. */
    Feed.Timeline timeline() {
        return settings.feed().timeline();
    }

    /** The number in the file's name; null when it has none. */
    @Nullable Long sequence() {
        return chunk.sequence();
    }

    /** The parts in which time does not break, in the order of the file; at least one. */
    List<Stretch> stretches() {
        return Stretch.of(reading.reference());
    }

    /** Whether bytes that the feed has already may take a new place in time. */
    boolean mayLoop() {
        return settings.feed().loop() || chunk.evidence().discontinuity();
    }

    /** Whether it is an altered copy of the chunk that lies in the middle of a range. */
    boolean isCopyOfHolder(Past past, TimeRange range) {
        Timestamp start = Edges.start(range);
        Timestamp half = Timestamp.ofNanos(Edges.end(range).minus(start).toNanos() / 2);
        return past.holderOf(firstFlowId(), TimeRange.instant(start.plus(half)))
                .filter(holder -> holder.isLike(chunk))
                .isPresent();
    }

    /**
     * The plan for a chunk that lies at some places, in the order of its stretches.
     *
     * @param flows the owner first
     * @param sameAs the job whose object has these bytes already; null for none
     */
    SegmentPlanned plan(List<Place> places, List<Flow> flows, @Nullable UUID sameAs) {
        UUID owner = flows.get(0).id();
        TimeRange object =
                sameAs != null || (places.size() == 1 && places.get(0).isWhole()) ? null : hull(places);
        List<Segment> segments = new ArrayList<>();
        for (Place place : places) {
            segments.add(new Segment(
                    place.range(),
                    place.offset(),
                    // An object's own range is told once, with its first segment (TAMS 8.2, POST segments).
                    segments.isEmpty() ? object : null,
                    place.lastDuration(),
                    keyFrames(place)));
        }
        return new SegmentPlanned(
                chunk.feed(),
                chunk.arrival(),
                chunk.file(),
                owner,
                Ids.job(owner, chunk.file(), Edges.start(places.get(0).range())),
                segments,
                flows,
                sameAs,
                settings,
                chunk.at());
    }

    /** All media in the object, on its own timeline. */
    private static TimeRange hull(List<Place> places) {
        List<TimeRange> objects = places.stream().map(Place::object).toList();
        Timestamp start = Collections.min(objects.stream().map(Edges::start).toList());
        Timestamp end = Collections.max(objects.stream().map(Edges::end).toList());
        return TimeRange.between(start, end);
    }

    private @Nullable Integer keyFrames(Place place) {
        Long count = reading.reference().type() == Kind.VIDEO ? place.keyFrames() : null;
        return count == null ? null : Math.toIntExact(count);
    }

    /**
     * The Flows that a chunk asks for.
     *
     * @param flows the owner first
     * @param owner what the owner's tracks are
     * @param forms with what this chunk adds
     */
    record Cast(List<Flow> flows, Encoding owner, Forms forms) {}

    /** Finds the Flows, each in the form that the chunk has. */
    Cast cast(Tracks tracks, Forms known) {
        Forms forms = known;
        List<Flow> flows = new ArrayList<>();
        Map<String, Form> all = new HashMap<>();
        for (Stream track : collected()) {
            String role = tracks.roleOf(track);
            UUID first = Ids.flow(settings.namespace(), chunk.feed(), role);
            Forms.Picked picked = forms.pick(first, Map.of(role, Form.of(track)));
            forms = picked.forms();
            all.putAll(picked.encoding().tracks());
            flows.add(new Flow(picked.encoding().flow(), sourceOf(role), role, track));
        }
        UUID givenSource = settings.feed().flow().sourceId();
        Owner owner = reading.owner();
        boolean mux = owner == Owner.MULTI;
        Forms.Picked picked = forms.pick(firstFlowId(), mux ? all : Map.of(owner.role(), Form.of(reading.reference())));
        UUID source = givenSource != null ? givenSource : sourceOf(owner.role());
        flows.add(0, new Flow(picked.encoding().flow(), source, owner.role(), mux ? null : reading.reference()));
        return new Cast(flows, picked.encoding(), picked.forms());
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
