package tams.ingest.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.Flow;
import tams.ingest.client.Source;
import tams.ingest.client.TagValue;
import tams.ingest.client.TamsApi;

/**
 * What a new Source or Flow takes over from those it is made of: the description of the first, each tag that all have with
 * one value, and of tags about rights all values. Tags by which an ingest knows its own are left out.
 */
final class EditOrigins {

    /** Of ingests: ours, and the state that the AWS store's tools keep. */
    private static final String OURS = "_tams_ingest_";

    private static final Set<String> STATE = Set.of("flow_status");

    /** Says what a Flow's times mean, and goes on doing so where they stay as they are. */
    private static final String TIMESCALE = "_tams_ingest_timescale";

    private static final String RIGHTS = "rights";

    private final TamsApi api;
    private final Map<UUID, Optional<Source>> sources = new HashMap<>();

    EditOrigins(TamsApi api) {
        this.api = api;
    }

    /** The tags of a Flow that is made of these; none is empty. */
    static Map<String, TagValue> flowTags(List<Flow> flows, List<Provenance.Part> parts) {
        Map<String, TagValue> tags = common(flows.stream().map(Flow::tags).toList(), isUnmoved(parts));
        tags.put(Provenance.TAG, Provenance.tag(parts));
        return tags;
    }

    /** The new Source that stands for parts of others. */
    Edit.Origin source(UUID id, String label, List<Provenance.Part> parts) {
        List<Source> originals = parts.stream()
                .map(Provenance.Part::from)
                .distinct()
                .flatMap(from ->
                        sources.computeIfAbsent(from, one -> api.sources().find(one)).stream())
                .toList();
        Map<String, TagValue> tags = common(originals.stream().map(Source::tags).toList(), isUnmoved(parts));
        tags.put(Provenance.TAG, Provenance.tag(parts));
        @Nullable String description = originals.isEmpty() ? null : originals.get(0).description();
        return new Edit.Origin(id, label, description, tags);
    }

    private static boolean isUnmoved(List<Provenance.Part> parts) {
        return parts.stream().allMatch(part -> part.at().equals(part.range().start()));
    }

    private static Map<String, TagValue> common(List<Map<String, TagValue>> all, boolean unmoved) {
        Map<String, TagValue> tags = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>();
        all.forEach(one -> names.addAll(one.keySet()));
        for (String name : names) {
            List<TagValue> values = all.stream()
                    .map(one -> one.get(name))
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            boolean isShared = values.size() == 1 && all.stream().allMatch(one -> one.containsKey(name));
            if (isForeign(name) || (unmoved && name.equals(TIMESCALE))) {
                if (isShared) {
                    tags.put(name, values.get(0));
                } else if (name.contains(RIGHTS)) {
                    tags.put(name, joined(values));
                }
            }
        }
        return tags;
    }

    private static boolean isForeign(String name) {
        return !name.startsWith(OURS) && !STATE.contains(name);
    }

    /** Rights of one part hold for all that it is in. */
    private static TagValue joined(List<TagValue> values) {
        Set<String> texts = new LinkedHashSet<>();
        values.forEach(value -> texts.addAll(value.values()));
        return texts.size() == 1 ? TagValue.of(texts.iterator().next()) : new TagValue(new ArrayList<>(texts), true);
    }

    /** Where each part of a track lies on the Sources of its Flows. */
    static List<Provenance.Part> ofSources(List<Flow> flows, List<Provenance.Part> parts) {
        Map<UUID, UUID> sourceOf = new HashMap<>();
        flows.forEach(flow -> sourceOf.put(flow.id(), flow.sourceId()));
        return parts.stream()
                .map(part ->
                        new Provenance.Part(sourceOf.getOrDefault(part.from(), part.from()), part.range(), part.at()))
                .toList();
    }
}
