package tams.ingest.router;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ClipDefined;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.ReferencePlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** What changes the Flows of clips: that a Flow is shown by one, or that it has more to show. Keyed by that Flow. */
sealed interface ClipInput {

    /** The Flow that is shown. */
    UUID from();

    /** An arrival's segments are in the store. */
    record Registered(UUID from, String objectId, List<TimeRange> timeranges) implements ClipInput {

        public Registered {
            timeranges = List.copyOf(timeranges);
        }

        /** Empty for every other line of the ledger. */
        static Optional<Registered> of(@Nullable Outcome line) {
            return line == null
                            || line.state() != Outcome.State.REGISTERED
                            || line.flowId() == null
                            || line.objectId() == null
                    ? Optional.empty()
                    : Optional.of(new Registered(
                            Objects.requireNonNull(line.flowId()),
                            Objects.requireNonNull(line.objectId()),
                            line.timeranges()));
        }
    }

    /** A clip shows a Flow, as its last record says. */
    record Shown(
            UUID clip,
            UUID flow,
            UUID from,
            TimeRange timerange,
            Timestamp shift,
            boolean wholeSegments,
            @Nullable Duration delay)
            implements ClipInput {

        /** One for each Flow of the clip; none where the clip's record was removed. */
        static Stream<Shown> of(@Nullable ClipDefined clip) {
            return clip == null
                    ? Stream.empty()
                    : clip.tracks().stream()
                            .map(track -> new Shown(
                                    clip.clip(),
                                    track.flowId(),
                                    track.fromFlowId(),
                                    clip.timerange(),
                                    clip.shift(),
                                    clip.wholeSegments(),
                                    clip.delay()));
        }

        /** All of it, so that what was there before is shown too. */
        ReferencePlanned filled(Instant at) {
            return planned(ReferencePlanned.Action.FILL, timerange, null, at);
        }

        /** Takes out what is behind its end. */
        ReferencePlanned trimmed(Instant at) {
            return planned(ReferencePlanned.Action.TRIM, timerange, null, at);
        }

        /** What it shows of an arrival; none where that lies outside. */
        Stream<ReferencePlanned> showing(Registered registered, Instant at) {
            return registered.timeranges().stream()
                    .filter(timerange::overlaps)
                    .map(range -> planned(
                            ReferencePlanned.Action.FILL, timerange.intersection(range), registered.objectId(), at));
        }

        /** What of a plan from before it shows now; empty for nothing. */
        Optional<ReferencePlanned> cut(ReferencePlanned plan) {
            TimeRange left = plan.timerange().intersection(timerange);
            return left.isEmpty()
                    ? Optional.empty()
                    : Optional.of(planned(plan.action(), left, plan.objectId(), plan.at()));
        }

        private ReferencePlanned planned(
                ReferencePlanned.Action action, TimeRange range, @Nullable String objectId, Instant at) {
            return new ReferencePlanned(clip, flow, from, action, range, shift, wholeSegments, objectId, at);
        }
    }
}
