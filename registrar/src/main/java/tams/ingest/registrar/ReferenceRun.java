package tams.ingest.registrar;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.client.DeleteRequest;
import tams.ingest.client.Deletion;
import tams.ingest.client.Excerpt;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.StoreException;
import tams.ingest.client.TraceScope;
import tams.ingest.contracts.ReferencePlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;
import tams.ingest.contracts.Traces;

/**
 * References of one clip's Flow that lie together, on their way into the store, page by page. Each look at the store says
 * anew what is missing, so that it may be broken off anywhere. Used by one thread at a time.
 */
final class ReferenceRun {

    private static final Logger LOG = LoggerFactory.getLogger(ReferenceRun.class);

    /** Between two looks at a deletion that the store goes on with. */
    static final Duration DELETION_PAUSE = Duration.ofSeconds(1);

    /** How far it is. */
    enum Look {
        DONE,
        /** There is more to look at. */
        MORE,
        /** The store is at work. */
        UNDER_WAY,
        /** The store has refused something, or does not list yet what was registered. */
        INCOMPLETE
    }

    private final List<ReferencePlanned> plans;
    private final ClipFlow flow;
    private final Meters meters;
    private final Set<String> seen = new HashSet<>();
    private @Nullable TimeRange rest;
    private @Nullable DeleteRequest deletion;
    private @Nullable String refusal;

    /** References of one Flow to one other, in the order of time. */
    ReferenceRun(List<ReferencePlanned> plans, ClipFlow flow, Meters meters) {
        this.plans = List.copyOf(plans);
        this.flow = flow;
        this.meters = meters;
    }

    /** Why it is incomplete, for a person. */
    String refusal() {
        return refusal == null
                ? "Flow " + flow.from() + " does not list what was registered there"
                : "cannot register segments of a clip: " + refusal;
    }

    /** One look, and what follows from it. @throws StoreException when a call fails that is not about a single segment */
    Look advance() {
        ReferencePlanned first = plans.get(0);
        return TraceScope.within(
                Traces.parent(first.clip(), first.eventId()),
                () -> first.action() == ReferencePlanned.Action.TRIM ? trim(first) : fill());
    }

    private Look trim(ReferencePlanned plan) {
        DeleteRequest following = deletion;
        if (following != null && flow.isUnderWay(following)) {
            return Look.UNDER_WAY;
        }
        Optional<Deletion> asked = plan.timerange().end() == null ? Optional.empty() : flow.trim(excerpt(plan));
        deletion = asked.map(Deletion::request).orElse(null);
        return asked.isEmpty() ? Look.DONE : deletion == null ? Look.MORE : Look.UNDER_WAY;
    }

    private Look fill() {
        if (rest == null) {
            rest = hull();
            refusal = null;
        }
        List<Segment> page = flow.page(rest);
        List<SegmentPost> wanted = new ArrayList<>();
        for (Segment segment : page) {
            seen.add(segment.objectId());
            plans.stream()
                    .filter(plan -> plan.objectId() == null || plan.objectId().equals(segment.objectId()))
                    .flatMap(plan -> excerpt(plan).of(segment).stream())
                    .findFirst()
                    .ifPresent(wanted::add);
        }
        register(wanted);
        rest = page.size() < ClipFlow.PAGE ? null : behind(page, rest);
        if (rest != null) {
            return Look.MORE;
        }
        boolean listed = plans.stream().allMatch(plan -> plan.objectId() == null || seen.contains(plan.objectId()));
        return refusal == null && listed ? Look.DONE : Look.INCOMPLETE;
    }

    private TimeRange hull() {
        TimeRange first = plans.get(0).timerange();
        TimeRange last = first;
        for (ReferencePlanned plan : plans) {
            last = plan.timerange().compareEnds(last) > 0 ? plan.timerange() : last;
        }
        return new TimeRange(first.start(), first.includesStart(), last.end(), last.includesEnd());
    }

    /** From the end of the last segment on; it may be listed again, which does no harm. */
    private static @Nullable TimeRange behind(List<Segment> page, TimeRange range) {
        Timestamp end = page.get(page.size() - 1).timerange().end();
        TimeRange left = end == null ? TimeRange.NEVER : range.intersection(TimeRange.from(end));
        return left.isEmpty() ? null : left;
    }

    private static Excerpt excerpt(ReferencePlanned plan) {
        return new Excerpt(plan.timerange(), plan.shift(), plan.wholeSegments());
    }

    private void register(List<SegmentPost> wanted) {
        List<SegmentPost> missing = flow.missing(wanted);
        if (missing.isEmpty()) {
            return;
        }
        Optional<String> answer = tried(missing);
        String words = answer.orElse("it was taken, and is not listed");
        if (answer.isPresent() && missing.size() > 1) {
            // One that is refused may have taken the others with it.
            for (SegmentPost post : flow.missing(missing)) {
                words = tried(List.of(post)).orElse(words);
            }
        }
        // An answer is believed once its effect is seen.
        List<SegmentPost> left = flow.missing(missing);
        meters.referenced(missing.size() - left.size());
        if (!left.isEmpty()) {
            refusal = left.get(0).objectId() + " at " + left.get(0).timerange() + ": " + words;
        }
    }

    /** What the store has against some of them; empty for nothing. */
    private Optional<String> tried(List<SegmentPost> posts) {
        try {
            return flow.register(posts);
        } catch (StoreException e) {
            Classifier.Verdict verdict = Classifier.verdict(StoreStep.REGISTER, e.failure(), e.status(), e.code());
            if (verdict.errorClass() != ErrorClass.CHUNK) {
                throw e;
            }
            LOG.atDebug().setCause(e).log("segments of a clip were refused");
            return Optional.of(requireNonNull(e.getMessage()));
        }
    }
}
