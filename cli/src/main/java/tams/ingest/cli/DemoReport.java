package tams.ingest.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.Download;
import tams.ingest.client.FlowQuery;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.FeedStatus;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** What the demo found in the store, and whether it is what was dropped. */
record DemoReport(List<FlowLine> flows, List<FeedLine> feeds, List<Check> checks) {

    /** Larger than any sample. */
    private static final long OBJECT_BYTES_MAX = 1 << 20;

    /** One thing that must hold. */
    record Check(String name, boolean holds, String found) {}

    record FlowLine(
            UUID id,
            @Nullable String label,
            String format,
            @Nullable String codec) {}

    /**
     * A segment and the object it points at.
     *
     * @param sameAs the sample that the object equals byte for byte; null where there is none
     */
    record SegmentLine(
            TimeRange timerange,
            String objectId,
            long bytes,
            @Nullable String sameAs) {}

    record FeedLine(
            String id,
            @Nullable UUID flowId,
            List<SegmentLine> segments,
            @Nullable Integer delayMsP50,
            @Nullable Integer delayMsMax) {}

    static DemoReport of(TamsStore store, Map<String, FeedStatus> status, List<Check> before) throws IOException {
        List<Check> checks = new ArrayList<>(before);
        List<FeedLine> feeds = new ArrayList<>();
        for (FeedStatus feed : new TreeMap<>(status).values()) {
            List<SegmentLine> segments = readBack(store, feed);
            feeds.add(line(feed, segments));
            int dropped = Samples.chunks(feed.feed()).size();
            checks.add(new Check(
                    feed.feed() + ": " + dropped + " segments, each once",
                    segments.size() == dropped
                            && segments.stream()
                                            .map(SegmentLine::sameAs)
                                            .distinct()
                                            .count()
                                    == dropped,
                    segments.size() + " segments"));
            checks.add(new Check(
                    feed.feed() + ": every object equals its chunk byte for byte",
                    segments.stream().allMatch(segment -> segment.sameAs() != null),
                    segments.toString()));
            checks.add(new Check(
                    feed.feed() + ": starts at 0:0, each segment begins where the one before ends, to the nanosecond",
                    isUnbroken(segments),
                    segments.stream().map(SegmentLine::timerange).toList().toString()));
        }
        List<FlowLine> flows = store.flows(FlowQuery.ALL).stream()
                .map(flow -> new FlowLine(flow.id(), flow.label(), String.valueOf(flow.format()), flow.codec()))
                .toList();
        return new DemoReport(flows, feeds, checks);
    }

    private static FeedLine line(FeedStatus feed, List<SegmentLine> segments) {
        List<Integer> delays = feed.delaysMs().stream().sorted().toList();
        return new FeedLine(
                feed.feed(),
                feed.flowId(),
                segments,
                delays.isEmpty() ? null : delays.get(delays.size() / 2),
                delays.isEmpty() ? null : delays.get(delays.size() - 1));
    }

    private static List<SegmentLine> readBack(TamsStore store, FeedStatus feed) throws IOException {
        Map<String, String> samples = new HashMap<>();
        for (String name : Samples.chunks(feed.feed())) {
            samples.put(Sha256.of(Samples.chunk(feed.feed(), name)), name);
        }
        List<SegmentLine> lines = new ArrayList<>();
        if (feed.flowId() == null) {
            return lines;
        }
        for (Segment segment : store.segments(feed.flowId(), SegmentQuery.all().withUrls())) {
            Download object =
                    store.download(segment.getUrls().get(0), OutputStream.nullOutputStream(), OBJECT_BYTES_MAX);
            lines.add(new SegmentLine(
                    segment.timerange(), segment.objectId(), object.bytes(), samples.get(object.sha256())));
        }
        return lines;
    }

    private static boolean isUnbroken(List<SegmentLine> segments) {
        Timestamp next = Timestamp.ZERO;
        for (SegmentLine segment : segments) {
            if (!next.equals(segment.timerange().start()) || segment.timerange().end() == null) {
                return false;
            }
            next = segment.timerange().end();
        }
        return !segments.isEmpty();
    }

    boolean isProven() {
        return checks.stream().allMatch(Check::holds);
    }

    /**
     * Prints what was found and what it proves.
     *
     * @param startMs until chunks were accepted
     * @param runMs from then to the end of the checks
     */
    void print(boolean json, long startMs, long runMs) {
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("ok", isProven());
            document.put("start_ms", startMs);
            document.put("run_ms", runMs);
            document.put("flows", flows);
            document.put("feeds", feeds);
            document.put("checks", checks);
            System.out.println(Json.text(document));
            return;
        }
        TextTable table = new TextTable("FLOW", "LABEL", "FORMAT", "CODEC");
        flows.forEach(flow -> table.row(flow.id(), flow.label(), flow.format(), flow.codec()));
        table.print(System.out);
        for (FeedLine feed : feeds) {
            System.out.printf(
                    "%n%s: complete to registered %d ms (median), %d ms (longest)%n",
                    feed.id(), feed.delayMsP50(), feed.delayMsMax());
            TextTable rows = new TextTable("TIMERANGE", "BYTES", "SAME AS", "OBJECT");
            feed.segments()
                    .forEach(segment ->
                            rows.row(segment.timerange(), segment.bytes(), segment.sameAs(), segment.objectId()));
            rows.print(System.out);
        }
        System.out.printf("%nready after %d ms, played and checked in %d ms%n", startMs, runMs);
        checks.forEach(check -> System.out.println((check.holds() ? "proved: " : "FAILED: ")
                + check.name()
                + (check.holds() ? "" : ": " + check.found())));
    }
}
