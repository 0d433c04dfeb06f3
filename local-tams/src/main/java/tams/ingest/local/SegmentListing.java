package tams.ingest.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;

/**
 * {@code GET /flows/{flowId}/segments}: a Flow's Segments in the order of time, page by page; with {@code
 * dereference=false} its references as they are.
 */
record SegmentListing(Database database, ObjectStore objects) {

    /**
     * What is answered.
     *
     * @param extents where each of the documents lies
     * @param next the key of the page that follows, whatever is added or deleted meanwhile; null on the last
     */
    private record Page(
            List<ObjectNode> documents,
            List<Extent> extents,
            @Nullable BigDecimal next) {}

    void addTo(RoutesConfig routes) {
        Api.get(routes, "/flows/{flowId}/segments", this::list);
    }

    /** A Flow that does not exist has no Segments: 200 and an empty list, as the specification has it. */
    private void list(Context context) {
        Request request = new Request(context);
        SegmentTable.Selection selection = selection(request);
        GetUrls urls = GetUrls.of(request);
        boolean withObjectTime = request.flag("include_object_timerange");
        int limit = request.limit(Listing.LIMIT_DEFAULT, Listing.LIMIT_MAX);
        boolean resolved = request.optionalFlag("dereference").orElse(true);
        Page page = database.read(sql -> {
            if (!resolved) {
                return page(Timeline.entries(sql, selection, limit), urls, withObjectTime, sql);
            }
            Timeline.Page shown = Timeline.page(sql, selection, limit);
            List<ObjectNode> documents = new ArrayList<>();
            for (SegmentTable.Row row : shown.rows()) {
                documents.add(document(row, urls, withObjectTime, sql));
            }
            return new Page(
                    documents,
                    shown.rows().stream().map(SegmentTable.Row::extent).toList(),
                    shown.next());
        });
        context.header(
                "X-Paging-Timerange",
                extent(page.extents(), selection.reversed()).toString());
        @Nullable String next = page.next() == null ? null : page.next().toPlainString();
        Answer.page(context, page.documents(), limit, selection.reversed(), next);
    }

    private ObjectNode document(SegmentTable.Row row, GetUrls urls, boolean withObjectTime, Sql sql)
            throws SQLException {
        return SegmentDocument.complete(SegmentDocument.plain(row), sql, urls, withObjectTime, objects);
    }

    private Page page(Timeline.Entries entries, GetUrls urls, boolean withObjectTime, Sql sql) throws SQLException {
        List<ObjectNode> documents = new ArrayList<>();
        for (TimelineCursor.Entry entry : entries.entries()) {
            documents.add(
                    entry.reference() != null
                            ? SegmentDocument.reference(entry.reference())
                            : document(Objects.requireNonNull(entry.segment()), urls, withObjectTime, sql));
        }
        return new Page(
                documents,
                entries.entries().stream().map(TimelineCursor.Entry::extent).toList(),
                entries.next());
    }

    private static SegmentTable.Selection selection(Request request) {
        Optional<TimeRange> within = request.timerange();
        @Nullable String page = request.text("page");
        return new SegmentTable.Selection(
                request.id("flowId"),
                within.map(Extent::of).orElse(Extent.ALWAYS),
                request.text("object_id"),
                request.flag("reverse_order"),
                page == null ? null : start(page));
    }

    private static TimeRange extent(List<Extent> extents, boolean reversed) {
        if (extents.isEmpty()) {
            return TimeRange.NEVER;
        }
        Extent first = extents.get(0);
        Extent last = extents.get(extents.size() - 1);
        return (reversed ? last.until(first) : first.until(last)).toTimeRange();
    }

    private static BigDecimal start(String page) {
        if (!page.matches("-?[0-9]{1,25}")) {
            throw Request.badParameter("page", page, "the key a previous answer gave");
        }
        return new BigDecimal(page);
    }
}
