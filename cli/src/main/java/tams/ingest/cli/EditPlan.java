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
    private final EditParts parts;
    private final String content;
    private final Map<UUID, Flow> members = new LinkedHashMap<>();
    private final Map<OtioTimeline.Item, Flow> flows = new HashMap<>();

    private EditPlan(TamsApi api, OtioTimeline timeline, String label) {
        this.api = api;
        this.timeline = timeline;
        this.label = label;
        this.parts = new EditParts(api);
        this.content = content();
    }

    /** @throws CheckFailedException naming the part that cannot be made */
    static Edit of(TamsApi api, OtioTimeline timeline, String label) {
        return new EditPlan(api, timeline, label).edit();
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
            return new Edit(first, List.copyOf(members.values()), tracks, List.of());
        }
        Flow all = Flow.builder(Ids.edit("flow/all", content), Ids.edit("source/all", content), Format.MULTI)
                .label(label)
                .flowCollection(tracks.stream()
                        .map(track -> CollectedFlow.of(
                                track.flow().id(), OtioExport.kind(track.flow()).toLowerCase(java.util.Locale.ROOT)))
                        .toList())
                .build();
        return new Edit(all.sourceId(), List.copyOf(members.values()), tracks, List.of(all));
    }

    /** Null for a track that shows nothing. */
    private Edit.@Nullable Track track(OtioTimeline.Track track, int number) {
        @Nullable Flow form = null;
        List<SegmentPost> posts = new ArrayList<>();
        List<SegmentReference> references = new ArrayList<>();
        Timestamp at = timeline.start();
        for (OtioTimeline.Item item : track.items()) {
            OtioTimeline.Media media = item.media();
            if (media != null) {
                Flow flow = Objects.requireNonNull(flows.get(item));
                form = form == null ? flow : form;
                EditParts.requireSameForm(item, form, flow);
                TimeRange shown = TimeRange.between(media.start(), media.start().plus(item.length()));
                posts.addAll(parts.posts(item, flow, shown, at));
                references.add(new SegmentReference(
                        new SegmentReference.Shown(flow.id(), shown),
                        shown.shifted(at.minus(media.start())),
                        at.minus(media.start())));
            }
            at = at.plus(item.length());
        }
        return form == null
                ? null
                : new Edit.Track(copy(form, "flow/" + number, collection(form)), form.id(), posts, references);
    }

    private @Nullable List<CollectedFlow> collection(Flow form) {
        if (form.flowCollection() == null) {
            return null;
        }
        List<CollectedFlow> collection = new ArrayList<>();
        for (CollectedFlow member : form.flowCollection()) {
            Flow original = api.flow(member.id())
                    .orElseThrow(() -> new CheckFailedException(
                            "Flow " + form.id() + " collects " + member.id() + ", which the store has not"));
            Flow made = copy(original, "member/" + original.id(), null);
            members.put(made.id(), made);
            collection.add(new CollectedFlow(made.id(), member.role(), member.containerMapping(), member.more()));
        }
        return collection;
    }

    private Flow copy(Flow form, String role, @Nullable List<CollectedFlow> collection) {
        return new Flow(
                Ids.edit(role, content),
                Ids.edit("source/" + form.sourceId(), content),
                form.format(),
                label,
                form.description(),
                form.tags(),
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
