package tams.ingest.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.TimeRange;

/** The holes in every feed's timeline, worked out from the events in their order. */
final class GapBook {

    /**
     * Something found on a timeline.
     *
     * @param kind {@code gap}, {@code overlap} or {@code discontinuity}
     * @param filledAt when a late chunk filled it, wholly or in part; null while it is open
     */
    record Finding(
            String feed,
            TimeRange timerange,
            String kind,
            String cause,
            Instant foundAt,
            @Nullable Instant filledAt) {

        boolean isOpenGap() {
            return kind.equals("gap") && filledAt == null;
        }

        private Finding filled(Instant at) {
            return new Finding(feed, timerange, kind, cause, foundAt, at);
        }
    }

    private final List<Finding> findings = new ArrayList<>();

    void add(GapEvent event) {
        if (event instanceof GapEvent.GapDetected gap) {
            note(new Finding(gap.feed(), gap.timerange(), "gap", gap.cause(), gap.at(), null));
        } else if (event instanceof GapEvent.GapFilled filled) {
            fill(filled);
        } else if (event instanceof GapEvent.OverlapDetected overlap) {
            note(new Finding(overlap.feed(), overlap.timerange(), "overlap", "CONFLICT", overlap.at(), null));
        } else if (event instanceof GapEvent.DiscontinuityDetected jump) {
            note(new Finding(jump.feed(), jump.timerange(), "discontinuity", jump.cause(), jump.at(), null));
        }
    }

    /** The same fact may have been published more than once. */
    private void note(Finding finding) {
        boolean known = findings.stream()
                .anyMatch(other -> other.feed().equals(finding.feed())
                        && other.kind().equals(finding.kind())
                        && other.timerange().equals(finding.timerange())
                        && other.filledAt() == null);
        if (!known) {
            findings.add(finding);
        }
    }

    private void fill(GapEvent.GapFilled filled) {
        for (int i = 0; i < findings.size(); i++) {
            Finding hole = findings.get(i);
            if (hole.isOpenGap()
                    && hole.feed().equals(filled.feed())
                    && hole.timerange().equals(filled.timerange())) {
                findings.set(i, hole.filled(filled.at()));
                filled.remaining()
                        .forEach(rest ->
                                note(new Finding(hole.feed(), rest, "gap", hole.cause(), hole.foundAt(), null)));
                return;
            }
        }
    }

    /** The holes that are open now; with {@code all} everything that was ever found. */
    List<Finding> list(@Nullable String feed, boolean all) {
        return findings.stream()
                .filter(finding -> feed == null || feed.equals(finding.feed()))
                .filter(finding -> all || finding.isOpenGap())
                .sorted((a, b) -> a.feed().equals(b.feed())
                        ? a.timerange().compareStarts(b.timerange())
                        : a.feed().compareTo(b.feed()))
                .toList();
    }
}
