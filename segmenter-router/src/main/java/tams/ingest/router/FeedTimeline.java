package tams.ingest.router;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.FeedSettings;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.GapEvent.GapDetected;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * How far one feed has come on its timeline.
 *
 * <p>Immutable and free of Kafka: {@link #offer} decides, the processor around it stores and forwards. The same arrivals
 * in the same order always give the same events.
 *
 * @param owner the kind of Flow that the first measurable chunk chose; null until then
 * @param flowId the owner Flow of the chunk that came last in time; null until then
 * @param forms the encodings so far; the Flows of one Source share a timeline
 * @param chunkLength of the chunk placed last; null until then
 * @param drift of the wall clock, as it was told last
 */
record FeedTimeline(
        @Nullable Owner owner,
        @Nullable UUID flowId,
        Tracks tracks,
        Forms forms,
        Epochs epochs,
        TakenTime taken,
        Holes holes,
        @Nullable Timestamp chunkLength,
        Timestamp drift) {

    static final FeedTimeline START = owned(null);

    /** A chunk may span this much more than its frames last, ten seconds: frames that were lost inside it. */
    private static final long LOSS_INSIDE_MAX = 10L * Timestamp.TICKS_PER_SECOND;

    private static final String MISSING = "MISSING";

    FeedTimeline {
        // Timelines that were stored before forms were told apart have none.
        forms = requireNonNullElse(forms, Forms.NONE);
    }

    /** Of a feed that is new but for the kind of its Flow; null lets its first chunk decide that too. */
    static FeedTimeline owned(@Nullable Owner owner) {
        return new FeedTimeline(
                owner, null, Tracks.NONE, Forms.NONE, Epochs.NONE, TakenTime.NONE, Holes.NONE, null, Timestamp.ZERO);
    }

    /**
     * Of a feed that goes on behind what is taken.
     *
     * @param anew what follows from its next chunk alone
     */
    static FeedTimeline resumed(FeedTimeline anew, UUID flowId, Forms forms, TakenTime taken) {
        return new FeedTimeline(
                anew.owner, flowId, anew.tracks, forms, Epochs.NONE, taken, Holes.NONE, null, Timestamp.ZERO);
    }

    /** Decides on a chunk. An arrival that was decided on before gets the same answer again, and changes nothing. */
    Step offer(ChunkArrived chunk, Past past) {
        Optional<SegmentEvent> before = past.decisionOn(chunk.arrival());
        if (before.isPresent() && !(isUnmapped(before.get()) && chunk.settings() != null)) {
            return stay(before.get());
        }
        FeedSettings settings = chunk.settings();
        if (settings == null) {
            return stay(Refusals.unmapped(chunk));
        }
        Measurement measurement = chunk.measurement();
        if (measurement == null) {
            return stay(Refusals.faulty(chunk, requireNonNull(chunk.fault(), "fault")));
        }
        return judge(chunk, settings, measurement, past);
    }

    private Step judge(ChunkArrived chunk, FeedSettings settings, Measurement measurement, Past past) {
        Owner demanded = Owner.demandedBy(settings.feed().essence());
        Owner fixed = demanded != null ? demanded : owner;
        Optional<Reading> reading =
                Reading.of(measurement, fixed, settings.feed().program());
        if (reading.isEmpty()) {
            return stay(Refusals.noEssence(chunk, measurement, fixed));
        }
        Candidate candidate = new Candidate(chunk, settings, reading.get());
        List<Stretch> stretches = candidate.stretches();
        Optional<Stretch> broken = stretches.stream()
                .filter(each -> each.excess() > LOSS_INSIDE_MAX)
                .findFirst();
        if (broken.isPresent()) {
            return stay(Refusals.brokenInside(chunk, broken.get()));
        }
        if (Stretch.ambiguous(stretches).isPresent()) {
            return stay(Refusals.ambiguous(chunk, stretches.size()));
        }
        FeedTimeline owned = ownedBy(candidate);
        Candidate.Cast cast = candidate.cast(owned.tracks, owned.forms);
        return new Draft(candidate, cast, owned, past.of(owned.flows())).step();
    }

    /** The same with a place that is taken. */
    FeedTimeline with(Place place, Holes after, Timestamp driftNow) {
        TimeRange range = place.range();
        return new FeedTimeline(
                owner,
                flowId,
                tracks,
                forms,
                place.epochs(),
                taken.plus(range),
                after,
                Edges.end(range).minus(Edges.start(range)),
                driftNow);
    }

    /** The end of the latest time that is taken in the owner's Flow, or else of the epoch. */
    Optional<Timestamp> end() {
        return taken.last().map(Edges::end).or(epochs::end);
    }

    /** The same with the Flows of a chunk that was placed; {@code leads} where nothing lies behind it. */
    FeedTimeline with(Candidate.Cast cast, boolean leads) {
        UUID last = flowId == null || leads ? cast.owner().flow() : flowId;
        return new FeedTimeline(owner, last, tracks, cast.forms(), epochs, taken, holes, chunkLength, drift);
    }

    /** The Flows whose segments lie on this timeline. */
    private List<UUID> flows() {
        return flowId == null ? List.of() : forms.sharing(flowId);
    }

    /** The same for the candidate's Flow: one that the feed table names anew has no segments yet, but time goes on. */
    private FeedTimeline ownedBy(Candidate candidate) {
        UUID first = candidate.firstFlowId();
        boolean same = flowId != null && forms.baseOf(flowId).equals(first);
        return new FeedTimeline(
                owner == null ? candidate.reading().owner() : owner,
                same ? flowId : first,
                tracks.with(candidate.roles()),
                forms,
                epochs,
                same ? taken : TakenTime.NONE,
                same ? holes : Holes.NONE,
                chunkLength,
                drift);
    }

    /** Reports the holes that are still held. */
    Released release(String feed) {
        UUID flow = flowId;
        if (flow == null || holes.held().isEmpty()) {
            return new Released(this, List.of());
        }
        Holes.Change change = holes.reportAll();
        FeedTimeline next =
                new FeedTimeline(owner, flow, tracks, forms, epochs, taken, change.holes(), chunkLength, drift);
        return new Released(next, detected(feed, flow, change.reported()));
    }

    /** A timeline after its held holes were reported. */
    record Released(FeedTimeline timeline, List<GapEvent> gaps) {}

    static List<GapEvent> detected(String feed, UUID flow, List<Holes.Held> holes) {
        return holes.stream()
                .<GapEvent>map(hole -> new GapDetected(feed, flow, hole.range(), MISSING, hole.at()))
                .toList();
    }

    private Step stay(SegmentEvent result) {
        return new Step(this, result, List.of());
    }

    private static boolean isUnmapped(SegmentEvent event) {
        return event instanceof ChunkRefused refused && refused.verdict() == ChunkRefused.Verdict.UNMAPPED;
    }
}
