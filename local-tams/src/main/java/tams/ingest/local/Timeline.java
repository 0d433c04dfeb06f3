package tams.ingest.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * What a Flow's timeline holds, references resolved: what the same Flow would hold had the objects been re-used.
 *
 * <p>A resolved Segment is cut to the reference, its {@code ts_offset} is the sum of those on the way, and what is known
 * of its last sample goes when that is cut off.
 */
final class Timeline {

    /** Segments and references looked at for one page: about a second. A page that needs more ends early. */
    static final int STEPS_MAX = 20_000;

    private static final Set<String> OF_ALL_SAMPLES = Set.of("sample_offset", "sample_count");

    /**
     * Some Segments in order.
     *
     * @param next where the next page begins ({@link SegmentTable.Selection#after}); null on the last
     */
    record Page(List<SegmentTable.Row> rows, @Nullable BigDecimal next) {}

    private final Sql sql;
    private final SegmentTable.Selection asked;
    private final int most;
    private final List<SegmentTable.Row> found = new ArrayList<>();
    private int steps;
    private @Nullable BigDecimal stopped;

    private Timeline(Sql sql, SegmentTable.Selection asked, int most) {
        this.sql = sql;
        this.asked = asked;
        this.most = most;
    }

    /** The first Segments that overlap what is asked for; fewer, or none, with a next page when that takes too many steps. */
    static Page page(Sql sql, SegmentTable.Selection asked, int most) throws SQLException {
        if (!ReferenceTable.isAny(sql, asked.flowId())) {
            return cut(asked.overlapping(sql, most + 1), most);
        }
        Timeline timeline = new Timeline(sql, asked, most);
        timeline.visit(asked.flowId(), Extent.ALWAYS, timeline.rest(), Timestamp.ZERO);
        return timeline.stopped == null ? cut(timeline.found, most) : new Page(timeline.found, timeline.stopped);
    }

    private static Page cut(List<SegmentTable.Row> rows, int most) {
        return rows.size() <= most
                ? new Page(rows, null)
                : new Page(rows.subList(0, most), rows.get(most - 1).extent().from());
    }

    /**
     * Segments and references in order, as they are.
     *
     * @param next as that of a {@link Page}
     */
    record Entries(
            List<TimelineCursor.Entry> entries, @Nullable BigDecimal next) {}

    /** What overlaps what is asked for, references unresolved. */
    static Entries entries(Sql sql, SegmentTable.Selection asked, int most) throws SQLException {
        Timeline timeline = new Timeline(sql, asked, most);
        TimelineCursor cursor =
                new TimelineCursor(sql, asked.flowId(), timeline.rest(), asked.objectId(), asked.reversed());
        List<TimelineCursor.Entry> entries = new ArrayList<>();
        Optional<TimelineCursor.Entry> entry = cursor.next();
        while (entry.isPresent() && entries.size() < most) {
            if (timeline.isBehind(entry.get().extent())) {
                entries.add(entry.get());
            }
            entry = cursor.next();
        }
        return new Entries(
                entries, entry.isEmpty() ? null : entries.get(most - 1).extent().from());
    }

    /** From the first to the last Segment that overlaps {@code within}; empty when none does. */
    static Optional<Extent> extent(Sql sql, String flowId, Extent within) throws SQLException {
        if (!ReferenceTable.isAny(sql, flowId)) {
            return SegmentTable.extent(sql, flowId, within);
        }
        Optional<Extent> first = end(sql, flowId, within, false);
        Optional<Extent> last = first.isEmpty() ? first : end(sql, flowId, within, true);
        return first.flatMap(begin -> last.map(begin::until));
    }

    private static Optional<Extent> end(Sql sql, String flowId, Extent within, boolean reversed) throws SQLException {
        SegmentTable.Selection asked = new SegmentTable.Selection(flowId, within, null, reversed, null);
        Page page = page(sql, asked, 1);
        while (page.rows().isEmpty() && page.next() != null) {
            page = page(sql, asked.after(page.next()), 1);
        }
        return page.rows().stream().map(SegmentTable.Row::extent).findFirst();
    }

    /** What is asked for, without what lies before the page. */
    private Extent rest() {
        @Nullable BigDecimal after = asked.after();
        if (after == null) {
            return asked.within();
        }
        return asked.reversed()
                ? asked.within().intersection(new Extent(Extent.ALWAYS.from(), after))
                : asked.within().intersection(new Extent(after.add(BigDecimal.ONE), Extent.ALWAYS.to()));
    }

    /**
     * Visits what one Flow shows.
     *
     * @param cut what may be shown of it, in its own time
     * @param wanted what is to be overlapped, in its own time
     * @param offset what brings its time to that of the Flow that was asked for
     * @return whether to go on
     */
    private boolean visit(String flowId, Extent cut, Extent wanted, Timestamp offset) throws SQLException {
        Extent seen = cut.intersection(wanted);
        if (seen.isEmpty()) {
            return true;
        }
        TimelineCursor cursor = new TimelineCursor(sql, flowId, seen, asked.objectId(), asked.reversed());
        for (Optional<TimelineCursor.Entry> entry = cursor.next(); entry.isPresent(); entry = cursor.next()) {
            if (!take(entry.get(), cut, wanted, offset)) {
                return false;
            }
        }
        return true;
    }

    private boolean take(TimelineCursor.Entry entry, Extent cut, Extent wanted, Timestamp offset) throws SQLException {
        Extent shown = entry.extent().intersection(cut).shiftedBy(offset);
        if (++steps > STEPS_MAX) {
            stopped = asked.reversed() ? shown.to() : shown.from().subtract(BigDecimal.ONE);
            return false;
        }
        ReferenceTable.@Nullable Row reference = entry.reference();
        if (reference != null) {
            Timestamp back = reference.offset().negated();
            return visit(
                    reference.originId(),
                    reference.extent().intersection(cut).shiftedBy(back),
                    wanted.shiftedBy(back),
                    offset.plus(reference.offset()));
        }
        SegmentTable.@Nullable Row segment = entry.segment();
        if (segment != null && isBehind(shown)) {
            found.add(shown(segment, cut, offset));
        }
        return found.size() <= most;
    }

    /** Whether it is of this page: the one that lies across its beginning was on the page before. */
    private boolean isBehind(Extent shown) {
        @Nullable BigDecimal after = asked.after();
        return after == null
                || (asked.reversed()
                        ? shown.from().compareTo(after) < 0
                        : shown.from().compareTo(after) > 0);
    }

    /** A Segment as a reference shows it. */
    static SegmentTable.Row shown(SegmentTable.Row segment, Extent cut, Timestamp offset) {
        Extent left = segment.extent().intersection(cut);
        ObjectNode body = segment.body().deepCopy();
        if (!offset.equals(Timestamp.ZERO)) {
            Timestamp own = body.has("ts_offset")
                    ? Timestamp.parse(body.path("ts_offset").asText())
                    : Timestamp.ZERO;
            body.put("ts_offset", own.plus(offset).toString());
        }
        if (!left.equals(segment.extent())) {
            body.remove(OF_ALL_SAMPLES);
            if (losesLast(segment, left)) {
                body.remove("last_duration");
            }
        }
        return new SegmentTable.Row(left.shiftedBy(offset), segment.objectId(), body);
    }

    /** Whether the last sample's beginning is no longer within. */
    private static boolean losesLast(SegmentTable.Row segment, Extent left) {
        if (left.to().compareTo(segment.extent().to()) != 0) {
            return true;
        }
        TimeRange range = left.toTimeRange();
        Timestamp last = Timestamp.parse(segment.body().path("last_duration").asText("0:0"));
        return range.length().map(length -> length.compareTo(last) < 0).orElse(true);
    }
}
