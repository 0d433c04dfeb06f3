package tams.ingest.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import tams.ingest.client.CollectedFlow;
import tams.ingest.client.Flow;
import tams.ingest.client.FlowQuery;
import tams.ingest.client.Format;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Makes a timeline of what Flows hold: a track for each, a clip for each unbroken stretch, gaps between. */
record OtioExport(TamsApi api) {

    private static final String VIDEO = "Video";
    private static final String AUDIO = "Audio";

    OtioTimeline flow(UUID id) {
        Flow flow = api.flow(id).orElseThrow(() -> new CheckFailedException("the store has no Flow " + id));
        return timeline(name(flow), List.of(flow), "Flow " + id);
    }

    /** All Flows of the Source, and those that one of them collects. */
    OtioTimeline source(UUID id) {
        List<Flow> flows = api.flows(FlowQuery.ofSource(id));
        if (flows.isEmpty()) {
            throw new CheckFailedException("Source " + id + " has no Flows in this store");
        }
        Map<UUID, Flow> all = new LinkedHashMap<>();
        flows.stream()
                .sorted(Comparator.comparing(flow -> flow.id().toString()))
                .forEach(flow -> all.put(flow.id(), flow));
        for (Flow flow : List.copyOf(all.values())) {
            for (CollectedFlow member : Objects.requireNonNullElse(flow.flowCollection(), List.<CollectedFlow>of())) {
                api.flow(member.id()).ifPresent(found -> all.putIfAbsent(found.id(), found));
            }
        }
        String label = api.source(id).map(source -> source.label()).orElse(null);
        return timeline(label == null ? id.toString() : label, List.copyOf(all.values()), "Source " + id);
    }

    private OtioTimeline timeline(String name, List<Flow> flows, String what) {
        Map<Flow, List<TimeRange>> content = new LinkedHashMap<>();
        for (Flow flow : flows) {
            List<TimeRange> stretches = flow.container() == null ? List.of() : stretches(flow);
            if (!stretches.isEmpty()) {
                content.put(flow, stretches);
            }
        }
        Timestamp start = content.values().stream()
                .map(stretches -> start(stretches.get(0)))
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new CheckFailedException(what + " has no segments: there is nothing to show"));
        List<OtioTimeline.Track> tracks = new ArrayList<>();
        content.forEach((flow, stretches) -> tracks.add(track(flow, stretches, start)));
        return new OtioTimeline(name, start, tracks);
    }

    private static OtioTimeline.Track track(Flow flow, List<TimeRange> stretches, Timestamp start) {
        TimeRange available = TimeRange.between(start(stretches.get(0)), end(stretches.get(stretches.size() - 1)));
        List<OtioTimeline.Item> items = new ArrayList<>();
        Timestamp at = start;
        for (TimeRange stretch : stretches) {
            if (at.compareTo(start(stretch)) < 0) {
                items.add(new OtioTimeline.Item("", "", start(stretch).minus(at), null));
            }
            at = end(stretch);
            items.add(new OtioTimeline.Item(
                    name(flow),
                    "",
                    at.minus(start(stretch)),
                    new OtioTimeline.Media(flow.sourceId(), flow.id(), start(stretch), available)));
        }
        return new OtioTimeline.Track(name(flow), kind(flow), items);
    }

    /** Where the Flow's segments meet end to end. An instant alone is no stretch. */
    private List<TimeRange> stretches(Flow flow) {
        List<TimeRange> stretches = new ArrayList<>();
        for (Segment segment : api.segments(flow.id(), SegmentQuery.all())) {
            TimeRange range = TimeRange.between(start(segment.timerange()), end(segment.timerange()));
            int last = stretches.size() - 1;
            if (last >= 0 && end(stretches.get(last)).equals(start(segment.timerange()))) {
                stretches.set(last, TimeRange.between(start(stretches.get(last)), end(segment.timerange())));
            } else if (!range.isEmpty()) {
                stretches.add(range);
            }
        }
        return stretches;
    }

    private static Timestamp start(TimeRange range) {
        return Objects.requireNonNull(range.start(), "a segment begins");
    }

    private static Timestamp end(TimeRange range) {
        return Objects.requireNonNull(range.end(), "a segment ends");
    }

    private static String name(Flow flow) {
        return flow.label() == null ? flow.id().toString() : flow.label();
    }

    static String kind(Flow flow) {
        return Format.AUDIO.equals(flow.format()) ? AUDIO : VIDEO;
    }
}
