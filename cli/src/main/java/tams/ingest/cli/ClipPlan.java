package tams.ingest.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import tams.ingest.client.CollectedFlow;
import tams.ingest.client.Flow;
import tams.ingest.client.FlowQuery;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Makes a request for a clip a timeline with a track for each Flow. Only reads; refuses by the name of the part. */
final class ClipPlan {

    private final TamsApi api;
    private final ClipRequest request;
    private final List<Track> tracks = new ArrayList<>();
    private final EditParts forms;

    private ClipPlan(TamsApi api, ClipRequest request) {
        this.api = api;
        this.forms = new EditParts(api);
        this.request = request;
    }

    /** Flows of one form, one for each part that has it. */
    private record Track(Flow form, Map<ClipRequest.Part, Stretch> shown) {}

    /** What of a Flow is shown, and where. */
    private record Stretch(Flow flow, TimeRange range, Timestamp at) {

        Timestamp start() {
            return Objects.requireNonNull(range.start(), "a stretch begins");
        }

        Timestamp length() {
            return range.length().orElse(Timestamp.ZERO);
        }
    }

    /** @throws CheckFailedException naming the part that cannot be made */
    static OtioTimeline of(TamsApi api, ClipRequest request) {
        return new ClipPlan(api, request).timeline();
    }

    private OtioTimeline timeline() {
        request.parts().forEach(this::place);
        Timestamp start = tracks.stream()
                .flatMap(track -> track.shown().values().stream())
                .map(Stretch::at)
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new CheckFailedException("a clip has at least one part"));
        List<OtioTimeline.Track> made =
                tracks.stream().map(track -> track(track, start)).toList();
        return new OtioTimeline(label(), start, made);
    }

    private String label() {
        if (request.label() != null) {
            return request.label();
        }
        ClipRequest.Part first = request.parts().get(0);
        Flow form = tracks.get(0).form();
        String name = api.source(first.source() == null ? form.sourceId() : first.source())
                .map(source -> source.label())
                .orElse(form.label());
        return (name == null ? form.sourceId() : name) + " " + first.range();
    }

    private void place(ClipRequest.Part part) {
        for (Flow flow : flows(part)) {
            requireOnGrid(part, flow);
            Track track = tracks.stream()
                    .filter(one -> !one.shown().containsKey(part) && forms.isSameForm(one.form(), flow))
                    .findFirst()
                    .orElseGet(() -> begun(part, flow));
            track.shown().put(part, stretch(part, flow));
        }
        for (Track track : tracks) {
            if (part.source() != null && !track.shown().containsKey(part)) {
                throw new CheckFailedException(part.place() + ": Source " + part.source()
                        + " has no Flow of the form of Flow " + track.form().id() + " ("
                        + track.form().codec() + "): name Flows, or make one first");
            }
        }
    }

    /** Tracks begin with the first part; what comes later has to fit one. */
    private Track begun(ClipRequest.Part part, Flow flow) {
        if (!part.equals(request.parts().get(0))) {
            throw new CheckFailedException(part.place() + ": Flow " + flow.id() + " (" + flow.codec()
                    + ") has another form than each Flow of the part before it: one Flow has one codec, container,"
                    + " frame size and rate");
        }
        Track track = new Track(flow, new LinkedHashMap<>());
        tracks.add(track);
        return track;
    }

    /** Those with media of their own: the Source's, and those that one of them collects. */
    private List<Flow> flows(ClipRequest.Part part) {
        UUID source = part.source();
        Map<UUID, Flow> found = new LinkedHashMap<>();
        List<Flow> named = source == null
                ? List.of(flow(part, Objects.requireNonNull(part.flow(), "a Source or a Flow")))
                : api.flows(FlowQuery.ofSource(source)).stream()
                        .sorted(Comparator.comparing(flow -> flow.id().toString()))
                        .toList();
        if (named.isEmpty()) {
            throw new CheckFailedException(part.place() + ": Source " + source + " has no Flows in this store");
        }
        named.forEach(flow -> gather(part, flow, found));
        if (found.isEmpty()) {
            throw new CheckFailedException(part.place() + ": "
                    + (source == null ? "Flow " + part.flow() : "Source " + source)
                    + " has no media of its own: name what collects it");
        }
        return List.copyOf(found.values());
    }

    private void gather(ClipRequest.Part part, Flow flow, Map<UUID, Flow> found) {
        if (flow.container() != null) {
            found.put(flow.id(), flow);
        } else if (flow.flowCollection() != null) {
            for (CollectedFlow member : flow.flowCollection()) {
                Flow one = flow(part, member.id());
                if (one.container() != null) {
                    found.put(one.id(), one);
                }
            }
        }
    }

    private Flow flow(ClipRequest.Part part, UUID id) {
        return api.flow(id).orElseThrow(() -> new CheckFailedException(part.place() + ": the store has no Flow " + id));
    }

    private void requireOnGrid(ClipRequest.Part part, Flow flow) {
        Optional<FrameGrid> grid = FrameGrid.of(api, flow);
        if (!request.ownZero() && grid.isPresent() && !grid.get().has(part.shift())) {
            throw new CheckFailedException(part.place() + ": a shift by " + part.shift() + " is no whole number of "
                    + grid.get().step() + "s at " + grid.get().rate() + " a second (Flow " + flow.id()
                    + "); the nearest is " + grid.get().nearest(part.shift()));
        }
    }

    private Stretch stretch(ClipRequest.Part part, Flow flow) {
        if (!request.wholeSegments() || part.isOpen()) {
            return new Stretch(flow, part.range(), part.at());
        }
        TimeRange hull = part.range();
        for (Segment segment : api.segments(flow.id(), SegmentQuery.overlapping(part.range()))) {
            TimeRange whole = segment.timerange();
            hull = TimeRange.between(
                    Objects.requireNonNull(whole.compareStarts(hull) < 0 ? whole.start() : hull.start()),
                    Objects.requireNonNull(whole.compareEnds(hull) > 0 ? whole.end() : hull.end()));
        }
        return new Stretch(
                flow,
                hull,
                Objects.requireNonNull(hull.start(), "a hull begins").plus(part.shift()));
    }

    private static OtioTimeline.Track track(Track track, Timestamp start) {
        List<OtioTimeline.Item> items = new ArrayList<>();
        Timestamp at = start;
        for (Map.Entry<ClipRequest.Part, Stretch> entry : track.shown().entrySet()) {
            Stretch stretch = entry.getValue();
            if (at.compareTo(stretch.at()) < 0) {
                items.add(new OtioTimeline.Item("", "", stretch.at().minus(at), null));
            }
            OtioTimeline.Media media = new OtioTimeline.Media(
                    stretch.flow().sourceId(), stretch.flow().id(), stretch.start(), null);
            items.add(new OtioTimeline.Item("", entry.getKey().place(), stretch.length(), media));
            at = stretch.at().plus(stretch.length());
        }
        return new OtioTimeline.Track(track.form().id().toString(), OtioExport.kind(track.form()), items);
    }
}
