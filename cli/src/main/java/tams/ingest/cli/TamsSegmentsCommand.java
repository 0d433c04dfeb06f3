package tams.ingest.cli;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.TimeRange;

/** Lists a Flow's segments. */
@Command(
        name = "segments",
        mixinStandardHelpOptions = true,
        description =
                "Lists the segments of a Flow in the order of time, all pages. With --json the URLs of the objects"
                        + " are part of it: whoever has one may read the object while it lives.")
final class TamsSegmentsCommand implements Callable<Integer> {

    @Mixin
    private final StoreOption store = new StoreOption();

    @Parameters(paramLabel = "FLOW_ID", converter = OptionForms.Id.class, description = "the Flow")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private UUID flow;

    @Option(
            names = "--timerange",
            paramLabel = "RANGE",
            converter = OptionForms.Range.class,
            description = "those that overlap [s:ns_s:ns)")
    private @Nullable TimeRange timerange;

    @Option(names = "--object-id", paramLabel = "ID", description = "those with this object")
    private @Nullable String object;

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = OptionForms.Count.class,
            description = "at most so many; all pages otherwise")
    private @Nullable Integer limit;

    @Option(names = "--reverse", description = "latest first")
    private boolean reverse;

    @Option(names = "--no-urls", description = "with --json: without URLs, which is much faster")
    private boolean noUrls;

    @Option(names = "--json", description = "the store's own objects, in one list")
    private boolean json;

    @Override
    public Integer call() {
        try (TamsApi api = store.open()) {
            List<Segment> segments = api.segments(flow, query());
            if (segments.isEmpty() && api.flow(flow).isEmpty()) {
                throw new CheckFailedException("the store has no Flow " + flow);
            }
            if (json) {
                StoreDocuments.print(System.out, segments);
            } else {
                print(segments);
            }
            return ExitCode.OK;
        }
    }

    private SegmentQuery query() {
        SegmentQuery query = SegmentQuery.all().within(timerange).ofObject(object);
        query = limit == null ? query : query.first(limit);
        query = reverse ? query.latestFirst() : query;
        return json && !noUrls ? query.withUrls() : query;
    }

    private static void print(List<Segment> segments) {
        TextTable table = new TextTable("TIMERANGE", "TS OFFSET", "KEY FRAMES", "OBJECT");
        segments.forEach(segment ->
                table.row(segment.timerange(), segment.tsOffset(), segment.keyFrameCount(), segment.objectId()));
        table.print(System.out);
    }
}
