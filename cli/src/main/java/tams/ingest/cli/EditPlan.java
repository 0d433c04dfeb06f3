package tams.ingest.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.CollectedFlow;
import tams.ingest.client.Flow;
import tams.ingest.client.Format;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentReference;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Works out what a timeline becomes in the store. Only reads; what cannot be made is refused here, with its place. */
final class EditPlan {

    private final TamsApi api;
    private final OtioTimeline timeline;
    private final String label;
    private final boolean grows;
    private final EditParts parts;
    private final String content;
    private final EditOrigins origins;
    private final Map<UUID, Flow> members = new LinkedHashMap<>();
    private final Map<UUID, Edit.Origin> sources = new LinkedHashMap<>();
    private final Map<OtioTimeline.Item, Flow> flows = new HashMap<>();

    private EditPlan(TamsApi api, OtioTimeline timeline, String label, boolean grows) {
        this.api = api;
        this.timeline = timeline;
        this.label = label;
        this.grows = grows;
        this.parts = new EditParts(api);
        this.origins = new EditOrigins(api);
        this.content = content();
    }

    /** @throws CheckFailedException naming the part that cannot be made */
    static Edit of(TamsApi api, OtioTimeline timeline, String label) {
        return new EditPlan(api, timeline, label, false).edit();
    }

    /** Of items that have no length yet: Flows that are filled as what they show grows. */
    static Edit growing(TamsApi api, OtioTimeline timeline, String label) {
        return new EditPlan(api, timeline, label, true).edit();
    }

    /** The edit in words that are the same whenever it is. */
    private String content() {
        StringBuilder words = new StringBuilder(label).append('\n').append(timeline.start());
        for (OtioTimeline.Track track : timeline.tracks()) {
            words.append('\n').append(track.kind());
            for (OtioTimeline.Item item : track.items()) {
                OtioTimeline.Media media = item.media();
                words.append('\n').append(item.length());
                if (media != null) {
                    Flow flow = parts.flow(item, media, track.kind());
                    flows.put(item, flow);
                    words.append(' ').append(flow.id()).append(' ').append(media.start());
                }
            }
        }
        return words.toString();
    }

    private Edit edit() {
        List<Edit.Track> tracks = new ArrayList<>();
        for (OtioTimeline.Track track : timeline.tracks()) {
            Edit.@Nullable Track planned = track(track, tracks.size());
            if (planned != null) {
                tracks.add(planned);
            }
        }
        UUID first = tracks.get(0).flow().sourceId();
        boolean isOne =
                tracks.stream().allMatch(track -> track.flow().sourceId().equals(first));
        if (isOne) {
            return edit(first, tracks, List.of());
        }
        Flow all = Flow.builder(Ids.edit("flow/all", content), Ids.edit("source/all", content), Format.MULTI)
                .label(label)
                .flowCollection(tracks.stream()
                        .map(track -> CollectedFlow.of(
                                track.flow().id(), OtioExport.kind(track.flow()).toLowerCase(java.util.Locale.ROOT)))
                        .toList())
                .build();
        sources.put(all.sourceId(), new Edit.Origin(all.sourceId(), label, null, Map.of()));
        return edit(all.sourceId(), tracks, List.of(all));
    }

    private Edit edit(UUID source, List<Edit.Track> tracks, List<Flow> collections) {
        return new Edit(
                source,
                List.copyOf(members.values()),
                tracks,
                collections,
                sources.values().stream().toList());
    }

    /** What a track shows, as it is found item by item. */
    private record Shown(
            List<Flow> flows, List<Provenance.Part> parts, List<SegmentPost> posts, List<SegmentReference> references) {

        Shown() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** Null for a track that shows nothing. */
    private Edit.@Nullable Track track(OtioTimeline.Track track, int number) {
        Shown all = new Shown();
        Timestamp at = timeline.start();
        for (OtioTimeline.Item item : track.items()) {
            OtioTimeline.Media media = item.media();
            if (media != null) {
                Flow flow = Objects.requireNonNull(flows.get(item));
                all.flows().add(flow);
                parts.requireSameForm(item, all.flows().get(0), flow);
                TimeRange shown = grows
                        ? TimeRange.from(media.start())
                        : TimeRange.between(media.start(), media.start().plus(item.length()));
                all.parts().add(new Provenance.Part(flow.id(), shown, at));
                if (!grows) {
                    show(all, item, flow, shown, at);
                }
            }
            at = at.plus(item.length());
        }
        return all.flows().isEmpty() ? null : made(all, number);
    }

    private void show(Shown all, OtioTimeline.Item item, Flow flow, TimeRange shown, Timestamp at) {
        Timestamp shift = at.minus(Objects.requireNonNull(shown.start(), "a part begins"));
        all.posts().addAll(parts.posts(item, flow, shown, at));
        all.references()
                .add(new SegmentReference(new SegmentReference.Shown(flow.id(), shown), shown.shifted(shift), shift));
    }

    private Edit.Track made(Shown shown, int number) {
        Flow form = shown.flows().get(0);
        Flow made = copy(form, shown.flows(), shown.parts(), "flow/" + number, collection(form, shown.parts()));
        return new Edit.Track(made, form.id(), shown.posts(), shown.references());
    }

    private @Nullable List<CollectedFlow> collection(Flow form, List<Provenance.Part> shown) {
        if (form.flowCollection() == null) {
            return null;
        }
        List<CollectedFlow> collection = new ArrayList<>();
        for (CollectedFlow member : form.flowCollection()) {
            Flow original = api.flow(member.id())
                    .orElseThrow(() -> new CheckFailedException(
                            "Flow " + form.id() + " collects " + member.id() + ", which the store has not"));
            List<Provenance.Part> stretches = shown.stream()
                    .filter(part -> part.from().equals(form.id()))
                    .map(part -> new Provenance.Part(original.id(), part.range(), part.at()))
                    .toList();
            Flow made = copy(original, List.of(original), stretches, "member/" + original.id(), null);
            members.put(made.id(), made);
            collection.add(new CollectedFlow(made.id(), member.role(), member.containerMapping(), member.more()));
        }
        return collection;
    }

    private Flow copy(
            Flow form,
            List<Flow> of,
            List<Provenance.Part> shown,
            String role,
            @Nullable List<CollectedFlow> collection) {
        UUID source = Ids.edit("source/" + form.sourceId(), content);
        sources.computeIfAbsent(source, id -> origins.source(id, label, EditOrigins.ofSources(of, shown)));
        return new Flow(
                Ids.edit(role, content),
                source,
                form.format(),
                label,
                form.description(),
                EditOrigins.flowTags(of, shown),
                form.codec(),
                form.container(),
                form.essenceParameters(),
                form.avgBitRate(),
                form.maxBitRate(),
                form.segmentDuration(),
                collection,
                null,
                null,
                null,
                null,
                form.more());
    }
}
