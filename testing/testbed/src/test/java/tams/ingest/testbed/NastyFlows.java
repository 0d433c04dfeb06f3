package tams.ingest.testbed;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import tams.ingest.client.Flow;
import tams.ingest.client.PutResult;
import tams.ingest.client.Source;
import tams.ingest.client.TagValue;

/** The Flows and Sources of a {@link NastyStore}, which people and the store's machinery change under a client. */
final class NastyFlows {

    private static final Duration TROUBLE = Duration.ofSeconds(50);

    private final Weather weather;
    private final Map<UUID, Flow> flows = new HashMap<>();
    private final Map<UUID, Source> sources = new HashMap<>();
    private final Map<UUID, Long> unknownUntil = new HashMap<>();

    NastyFlows(Weather weather) {
        this.weather = weather;
    }

    boolean isUnknown(UUID flow) {
        return unknownUntil.getOrDefault(flow, Long.MIN_VALUE) > weather.nanos();
    }

    Optional<Flow> find(UUID id) {
        return isUnknown(id) ? Optional.empty() : Optional.ofNullable(flows.get(id));
    }

    PutResult put(Flow flow) {
        sources.computeIfAbsent(
                flow.sourceId(), id -> new Source(id, flow.format(), null, null, Map.of(), null, null, Map.of()));
        return flows.put(flow.id(), flow) == null ? PutResult.CREATED : PutResult.REPLACED;
    }

    void setReadOnly(UUID flow, boolean readOnly) {
        flows.computeIfPresent(
                flow, (id, old) -> old.toBuilder().readOnly(readOnly).build());
    }

    void requireWritable(StoreCall call, UUID id) {
        Flow flow = flows.get(id);
        if (flow == null || isUnknown(id)) {
            throw StoreRefusals.answered(call, 404, "no such flow");
        }
        if (Boolean.TRUE.equals(flow.readOnly())) {
            throw StoreRefusals.answered(call, 403, "read-only");
        }
        if (flow.container() == null) {
            throw StoreRefusals.answered(call, 400, "the flow has no container");
        }
    }

    /** Locks or hides a Flow for a while, where the mishap is one of these. */
    void trouble(Mishap mishap, UUID flow) {
        if (mishap == Mishap.LOCKED) {
            setReadOnly(flow, true);
            weather.later(TROUBLE, () -> setReadOnly(flow, false));
        } else if (mishap == Mishap.UNKNOWN_FLOW) {
            unknownUntil.put(flow, weather.nanos() + TROUBLE.toNanos());
        }
    }

    Optional<Source> source(UUID id) {
        return Optional.ofNullable(sources.get(id));
    }

    void change(UUID source, UnaryOperator<Source> change) {
        sources.computeIfPresent(source, (id, old) -> change.apply(old));
    }

    static Source labelled(Source old, String label) {
        return new Source(old.id(), old.format(), label, old.description(), old.tags(), null, null, Map.of());
    }

    static Source described(Source old, String description) {
        return new Source(old.id(), old.format(), old.label(), description, old.tags(), null, null, Map.of());
    }

    static Source tagged(Source old, String name, TagValue value) {
        Map<String, TagValue> tags = new HashMap<>(old.tags());
        tags.put(name, value);
        return new Source(old.id(), old.format(), old.label(), old.description(), tags, null, null, Map.of());
    }
}
