package tams.ingest.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;

/** {@code GET /flows/{flowId}/segments}: a Flow's Segments in the order of time, page by page. */
record SegmentListing(Database database, ObjectStore objects) {

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
        List<SegmentTable.Row> rows = new ArrayList<>();
        List<ObjectNode> documents = database.read(sql -> {
            rows.addAll(selection.overlapping(sql, limit + 1));
            List<ObjectNode> shown = new ArrayList<>();
            for (SegmentTable.Row row : rows.subList(0, Math.min(limit, rows.size()))) {
                shown.add(SegmentDocument.complete(SegmentDocument.plain(row), sql, urls, withObjectTime, objects));
            }
            return shown;
        });
        boolean more = rows.size() > limit;
        List<SegmentTable.Row> shown = more ? rows.subList(0, limit) : rows;
        context.header("X-Paging-Timerange", extent(shown, selection.reversed()).toString());
        Answer.page(context, documents, limit, selection.reversed(), more ? key(shown.get(limit - 1)) : null);
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

    private static TimeRange extent(List<SegmentTable.Row> rows, boolean reversed) {
        if (rows.isEmpty()) {
            return TimeRange.NEVER;
        }
        Extent first = rows.get(0).extent();
        Extent last = rows.get(rows.size() - 1).extent();
        return (reversed ? last.until(first) : first.until(last)).toTimeRange();
    }

    /** The next page begins behind the last Segment of this one, whatever was added or deleted meanwhile. */
    private static String key(SegmentTable.Row last) {
        return last.extent().from().toPlainString();
    }

    private static BigDecimal start(String page) {
        if (!page.matches("-?[0-9]{1,25}")) {
            throw Request.badParameter("page", page, "the key a previous answer gave");
        }
        return new BigDecimal(page);
    }
}
