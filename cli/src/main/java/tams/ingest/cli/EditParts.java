package tams.ingest.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import tams.ingest.client.Excerpt;
import tams.ingest.client.Flow;
import tams.ingest.client.FlowQuery;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Finds what the parts of an edit show: their Flows, and the objects that these use there. */
final class EditParts {

    private final TamsApi api;
    private final Map<UUID, Flow> known = new HashMap<>();
    private final Map<UUID, List<Flow>> ofSources = new HashMap<>();
    private final Map<UUID, FlowForm> forms = new HashMap<>();

    EditParts(TamsApi api) {
        this.api = api;
    }

    /** The Flow that an item shows: the one it names, or the one of its Source that fits the track. */
    Flow flow(OtioTimeline.Item item, OtioTimeline.Media media, String kind) {
        Flow flow = media.flowId() == null
                ? ofSource(item, Objects.requireNonNull(media.sourceId(), "a Source or a Flow"), kind)
                : known.computeIfAbsent(
                        media.flowId(),
                        id -> api.flow(id)
                                .orElseThrow(() -> OtioFault.at(item.place(), "the store has no Flow " + id)));
        if (flow.container() == null) {
            throw OtioFault.at(
                    item.place(), "Flow " + flow.id() + " has no media of its own: refer to the Flow that collects it");
        }
        return flow;
    }

    private Flow ofSource(OtioTimeline.Item item, UUID source, String kind) {
        List<Flow> all = ofSources.computeIfAbsent(source, id -> api.flows(FlowQuery.ofSource(id)));
        if (all.isEmpty()) {
            throw OtioFault.at(item.place(), "Source " + source + " has no Flows in this store");
        }
        List<Flow> fitting = all.stream()
                .filter(flow ->
                        flow.container() != null && OtioExport.kind(flow).equals(kind))
                .toList();
        if (fitting.size() != 1) {
            throw OtioFault.at(
                    item.place(),
                    "Source " + source + " has " + fitting.size() + " Flows for a track of kind " + kind
                            + ": name one with flow_id in the metadata " + OtioWriter.METADATA);
        }
        return fitting.get(0);
    }

    /** @throws CheckFailedException where two Flows could not be one */
    void requireSameForm(OtioTimeline.Item item, Flow first, Flow flow) {
        if (!isSameForm(first, flow)) {
            throw OtioFault.at(
                    item.place(),
                    "Flow " + flow.id() + " has another form than Flow " + first.id()
                            + ", which the track begins with (codec, container, frame size and rate, …): one Flow has one");
        }
    }

    /** Whether segments of both can lie on one Flow. */
    boolean isSameForm(Flow first, Flow flow) {
        return form(first).equals(form(flow));
    }

    private FlowForm form(Flow flow) {
        return forms.computeIfAbsent(flow.id(), id -> FlowForm.of(api, flow));
    }

    /**
     * The segments of a stretch, where the edit has them: cut to it, so that the objects are used in part.
     *
     * @param at where the stretch begins in the edit
     */
    List<SegmentPost> posts(OtioTimeline.Item item, Flow flow, TimeRange shown, Timestamp at) {
        Timestamp shift = at.minus(Objects.requireNonNull(shown.start(), "a part begins"));
        List<SegmentPost> posts = new ArrayList<>();
        Excerpt excerpt = new Excerpt(shown, shift, false);
        for (Segment segment : api.segments(flow.id(), SegmentQuery.overlapping(shown))) {
            excerpt.of(segment).ifPresent(posts::add);
        }
        if (posts.isEmpty()) {
            throw OtioFault.at(
                    item.place(),
                    "Flow " + flow.id() + " has no content in " + shown + ": take the part out, or put a gap");
        }
        return posts;
    }
}
