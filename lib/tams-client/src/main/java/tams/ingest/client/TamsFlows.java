package tams.ingest.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import tams.ingest.contracts.TimeRange;

/** Flows and everything that hangs on one, save its segments. */
public interface TamsFlows {

    /** A Flow without its time range; empty when the store has none of that id. */
    Optional<Flow> find(UUID id);

    /**
     * A Flow with the time range of its content, which costs a store more.
     *
     * @param within clips that time range; {@link TimeRange#ETERNITY} for all of it
     */
    Optional<Flow> find(UUID id, TimeRange within);

    /** The Flows that match, from all pages. */
    List<Flow> list(FlowQuery query);

    /** As {@link TamsStore#putFlow}: replaces all metadata, tags included. */
    PutResult put(Flow flow);

    /**
     * Reads the Flow, changes it and puts it back: whatever {@code change} does not touch stays, fields without a name
     * included. Puts nothing when nothing changes. TAMS has no conditional write: between the two calls the last writer wins.
     *
     * @return the Flow as it was put
     * @throws StoreException with status 404 when the store has no such Flow
     */
    Flow change(UUID id, Consumer<FlowBuilder> change);

    /** Deletes the Flow and its segments; objects that nothing else uses go with them. Repeating is safe. */
    Deletion delete(UUID id);

    /** All tags, in the store's order; none for an unknown Flow. */
    Map<String, TagValue> tags(UUID id);

    Optional<TagValue> tag(UUID id, String name);

    /** Sets one tag and leaves the others as they are. */
    void setTag(UUID id, String name, TagValue value);

    /** Whether there was such a tag as far as the store says. */
    boolean removeTag(UUID id, String name);

    /** One property alone; empty when it is not set, or there is no such Flow. */
    <T> Optional<T> get(UUID id, FlowProperty<T> property);

    /** Sets one property and leaves the others as they are. */
    <T> void set(UUID id, FlowProperty<T> property, T value);

    /**
     * Takes one property away.
     *
     * @return whether there was something to take away, as far as the store says
     * @throws IllegalArgumentException for {@link FlowProperty#READ_ONLY}, which is set to false instead
     */
    boolean remove(UUID id, FlowProperty<?> property);
}
