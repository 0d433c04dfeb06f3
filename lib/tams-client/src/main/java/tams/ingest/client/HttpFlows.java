package tams.ingest.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import tams.ingest.contracts.TimeRange;

/** Flows over HTTP. */
final class HttpFlows implements TamsFlows {

    private final Address flows;
    private final MetadataCalls calls;
    private final Pages pages;
    private final Deletions deletions;

    HttpFlows(Address root, MetadataCalls calls, Pages pages, Deletions deletions) {
        flows = root.at("flows");
        this.calls = calls;
        this.pages = pages;
        this.deletions = deletions;
    }

    @Override
    public Optional<Flow> find(UUID id) {
        return calls.find("flow", flows.at(id), Flow.class);
    }

    @Override
    public Optional<Flow> find(UUID id, TimeRange within) {
        Address address = flows.at(id).with("include_timerange", true);
        return calls.find(
                "flow", within.equals(TimeRange.ETERNITY) ? address : address.with("timerange", within), Flow.class);
    }

    @Override
    public List<Flow> list(FlowQuery query) {
        return pages.read("flows", flows.with(query.conditions()), Flow.class, flow -> true, query.limit());
    }

    @Override
    public PutResult put(Flow flow) {
        return calls.put(flows.at(flow.id()), flow);
    }

    @Override
    public Flow change(UUID id, Consumer<FlowBuilder> change) {
        Flow before = calls.read("flow", flows.at(id), Flow.class);
        FlowBuilder builder = before.toBuilder();
        change.accept(builder);
        Flow after = builder.build();
        if (!MetadataCalls.writable(after).equals(MetadataCalls.writable(before))) {
            put(after);
        }
        return after;
    }

    @Override
    public Deletion delete(UUID id) {
        return deletions.delete("delete flow", flows.at(id));
    }

    @Override
    public Map<String, TagValue> tags(UUID id) {
        return calls.tags(flows.at(id, "tags"));
    }

    @Override
    public Optional<TagValue> tag(UUID id, String name) {
        return calls.find("tag", flows.at(id, "tags", name), TagValue.class);
    }

    @Override
    public void setTag(UUID id, String name, TagValue value) {
        calls.set("set tag", flows.at(id, "tags", name), value);
    }

    @Override
    public boolean removeTag(UUID id, String name) {
        return calls.remove("remove tag", flows.at(id, "tags", name));
    }

    @Override
    public <T> Optional<T> get(UUID id, FlowProperty<T> property) {
        return calls.property(property.toString(), flows.at(id, property.step()), property.type());
    }

    @Override
    public <T> void set(UUID id, FlowProperty<T> property, T value) {
        calls.set("set " + property, flows.at(id, property.step()), value);
    }

    @Override
    public boolean remove(UUID id, FlowProperty<?> property) {
        if (property == FlowProperty.READ_ONLY) {
            throw new IllegalArgumentException("read-only cannot be removed: set it to false");
        }
        return calls.remove("remove " + property, flows.at(id, property.step()));
    }
}
