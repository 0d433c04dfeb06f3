package tams.ingest.client;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;

/** A property of a Flow that can be read and written alone, without touching the others. */
public final class FlowProperty<T> {

    public static final FlowProperty<String> LABEL = new FlowProperty<>("label", new TypeReference<>() {});
    public static final FlowProperty<String> DESCRIPTION = new FlowProperty<>("description", new TypeReference<>() {});

    /** Whether Flow and segments are closed to changes. Cannot be removed. */
    public static final FlowProperty<Boolean> READ_ONLY = new FlowProperty<>("read_only", new TypeReference<>() {});

    /** In 1000 bit/s, container included. */
    public static final FlowProperty<Long> MAX_BIT_RATE = new FlowProperty<>("max_bit_rate", new TypeReference<>() {});

    /** In 1000 bit/s, container included. */
    public static final FlowProperty<Long> AVG_BIT_RATE = new FlowProperty<>("avg_bit_rate", new TypeReference<>() {});

    /** The members of a multi Flow, in order; the store must know each of them already. */
    public static final FlowProperty<List<CollectedFlow>> COLLECTION =
            new FlowProperty<>("flow_collection", new TypeReference<>() {});

    private final String step;
    private final TypeReference<T> type;

    private FlowProperty(String step, TypeReference<T> type) {
        this.step = step;
        this.type = type;
    }

    /** The last step of its path. */
    String step() {
        return step;
    }

    TypeReference<T> type() {
        return type;
    }

    /** As errors name it. */
    @Override
    public String toString() {
        return step.replace('_', ' ');
    }
}
