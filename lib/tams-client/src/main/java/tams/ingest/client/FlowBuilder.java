package tams.ingest.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Rational;

/** A Flow in the making. Not thread-safe. */
public final class FlowBuilder {

    private static final Set<String> NAMED = Arrays.stream(Flow.class.getRecordComponents())
            .map(component -> PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName()))
            .collect(Collectors.toUnmodifiableSet());

    private final UUID id;
    private final UUID sourceId;
    private final @Nullable Format format;
    private final Map<String, TagValue> tags = new LinkedHashMap<>();
    private final Map<String, JsonNode> more = new LinkedHashMap<>();
    private @Nullable String label;
    private @Nullable String description;
    private @Nullable String codec;
    private @Nullable String container;
    private @Nullable EssenceParameters essenceParameters;
    private @Nullable Long avgBitRate;
    private @Nullable Long maxBitRate;
    private @Nullable Rational segmentDuration;
    private @Nullable List<CollectedFlow> flowCollection;
    private @Nullable Boolean readOnly;
    private @Nullable String status;

    FlowBuilder(UUID id, UUID sourceId, Format format) {
        this.id = id;
        this.sourceId = sourceId;
        this.format = format;
    }

    FlowBuilder(Flow flow) {
        id = flow.id();
        sourceId = flow.sourceId();
        format = flow.format();
        tags.putAll(flow.tags());
        more.putAll(flow.more());
        label = flow.label();
        description = flow.description();
        codec = flow.codec();
        container = flow.container();
        essenceParameters = flow.essenceParameters();
        avgBitRate = flow.avgBitRate();
        maxBitRate = flow.maxBitRate();
        segmentDuration = flow.segmentDuration();
        flowCollection = flow.flowCollection();
        readOnly = flow.readOnly();
        status = flow.status();
    }

    public FlowBuilder label(@Nullable String value) {
        label = value;
        return this;
    }

    public FlowBuilder description(@Nullable String value) {
        description = value;
        return this;
    }

    /** Adds a tag or changes it. */
    public FlowBuilder tag(String name, TagValue value) {
        tags.put(name, value);
        return this;
    }

    public FlowBuilder tag(String name, String value) {
        return tag(name, TagValue.of(value));
    }

    /** Takes a tag away. */
    public FlowBuilder untag(String name) {
        tags.remove(name);
        return this;
    }

    public FlowBuilder codec(@Nullable String value) {
        codec = value;
        return this;
    }

    public FlowBuilder container(@Nullable String value) {
        container = value;
        return this;
    }

    public FlowBuilder essenceParameters(@Nullable EssenceParameters value) {
        essenceParameters = value;
        return this;
    }

    /** In 1000 bit/s. */
    public FlowBuilder avgBitRate(@Nullable Long value) {
        avgBitRate = value;
        return this;
    }

    /** In 1000 bit/s. */
    public FlowBuilder maxBitRate(@Nullable Long value) {
        maxBitRate = value;
        return this;
    }

    /** In seconds. */
    public FlowBuilder segmentDuration(@Nullable Rational value) {
        segmentDuration = value;
        return this;
    }

    public FlowBuilder flowCollection(@Nullable List<CollectedFlow> value) {
        flowCollection = value;
        return this;
    }

    public FlowBuilder readOnly(@Nullable Boolean value) {
        readOnly = value;
        return this;
    }

    public FlowBuilder status(@Nullable String value) {
        status = value;
        return this;
    }

    /**
     * Sets a field of the API that has no method here, by the API's name for it.
     *
     * @throws IllegalArgumentException for a field that has one, or that only the store may write
     */
    public FlowBuilder field(String name, JsonNode value) {
        if (NAMED.contains(name)) {
            throw new IllegalArgumentException("the field " + name + " of a Flow is not set by its name");
        }
        more.put(name, value);
        return this;
    }

    /** The Flow, without what only the store may write. */
    public Flow build() {
        return new Flow(
                id,
                sourceId,
                format,
                label,
                description,
                tags,
                codec,
                container,
                essenceParameters,
                avgBitRate,
                maxBitRate,
                segmentDuration,
                flowCollection,
                null,
                readOnly,
                status,
                null,
                more);
    }
}
