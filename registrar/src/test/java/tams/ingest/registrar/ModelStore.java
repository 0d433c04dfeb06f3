package tams.ingest.registrar;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tams.ingest.client.Allocation;
import tams.ingest.client.Download;
import tams.ingest.client.Failure;
import tams.ingest.client.Flow;
import tams.ingest.client.FlowQuery;
import tams.ingest.client.GetUrl;
import tams.ingest.client.PutResult;
import tams.ingest.client.Registration;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.Service;
import tams.ingest.client.Source;
import tams.ingest.client.SourceQuery;
import tams.ingest.client.StorageRequest;
import tams.ingest.client.StoreException;
import tams.ingest.client.StoreUrl;
import tams.ingest.client.TagValue;
import tams.ingest.client.TamsObject;
import tams.ingest.client.TamsStore;
import tams.ingest.client.Upload;

/**
 * A store in memory that keeps TAMS's rules, and breaks its answers where a test says so.
 *
 * <p>Every call passes {@link Faults}, which may refuse it, let it happen and lose the answer, or let it happen later.
 */
class ModelStore implements TamsStore {

    final Map<UUID, Flow> flows = new HashMap<>();
    final Map<UUID, Source> sources = new HashMap<>();
    final Map<String, byte[]> objects = new HashMap<>();
    private final ModelSegments listed = new ModelSegments(objects);
    final Map<UUID, List<Segment>> segments = listed.ofFlows;
    private final FaultyCalls line = new FaultyCalls(call -> this.faults.of(call));
    final List<String> calls = line.names;
    final List<UUID> flowsPut = new ArrayList<>();
    private final Map<String, UUID> allocatedFor = new HashMap<>();
    Faults faults = Faults.NONE;
    final List<Flow> bodies = new ArrayList<>();
    String version = "8.2";
    int refusesPuts;
    boolean namesObjects;

    static StoreException refused(String name, int status, String words) {
        return StoreException.of(Failure.REJECTED, name, status, words);
    }

    @Override
    public Service service() {
        return line.call(
                "service",
                false,
                () -> new Service("model", null, "urn:x-tams:service", version, null, null, null, Map.of()));
    }

    @Override
    public Optional<Flow> flow(UUID id) {
        return line.call("flow", false, () -> Optional.ofNullable(flows.get(id)));
    }

    @Override
    public PutResult putFlow(Flow flow) {
        return line.call("putFlow", true, () -> {
            if (refusesPuts-- > 0) {
                throw refused("putFlow", 403, "forbidden");
            }
            flowsPut.add(flow.id());
            bodies.add(flow);
            sources.computeIfAbsent(
                    flow.sourceId(), id -> new Source(id, flow.format(), null, null, Map.of(), null, null, Map.of()));
            return flows.put(flow.id(), flow) == null ? PutResult.CREATED : PutResult.REPLACED;
        });
    }

    @Override
    public Optional<Source> source(UUID id) {
        return line.call("source", false, () -> Optional.ofNullable(sources.get(id)));
    }

    @Override
    public void setSourceLabel(UUID source, String label) {
        line.call(
                "setSourceLabel",
                true,
                () -> sources.computeIfPresent(
                        source,
                        (id, old) -> new Source(
                                id, old.format(), label, old.description(), old.tags(), null, null, Map.of())));
    }

    @Override
    public void setSourceDescription(UUID source, String description) {
        line.call(
                "setSourceDescription",
                true,
                () -> sources.computeIfPresent(
                        source,
                        (id, old) -> new Source(
                                id, old.format(), old.label(), description, old.tags(), null, null, Map.of())));
    }

    @Override
    public void setSourceTag(UUID source, String name, TagValue value) {
        line.call(
                "setSourceTag",
                true,
                () -> sources.computeIfPresent(
                        source,
                        (id, old) -> new Source(
                                id,
                                old.format(),
                                old.label(),
                                old.description(),
                                with(old.tags(), name, value),
                                null,
                                null,
                                Map.of())));
    }

    private static Map<String, TagValue> with(Map<String, TagValue> tags, String name, TagValue value) {
        Map<String, TagValue> all = new HashMap<>(tags);
        all.put(name, value);
        return all;
    }

    private Flow writable(String name, UUID id) {
        Flow flow = flows.get(id);
        if (flow == null) {
            throw refused(name, 404, "no such flow");
        }
        if (Boolean.TRUE.equals(flow.readOnly())) {
            throw refused(name, 403, "read-only");
        }
        return flow;
    }

    @Override
    public List<Allocation> allocate(UUID flow, StorageRequest request) {
        return line.call("allocate", true, () -> {
            writable("allocate", flow);
            List<String> ids = requireNonNull(request.objectIds());
            if (!namesObjects && ids.stream().anyMatch(allocatedFor::containsKey)) {
                throw refused("allocate", 400, "object exists");
            }
            return ids.stream().map(id -> place(flow, id)).toList();
        });
    }

    private Allocation place(UUID flow, String asked) {
        String id = namesObjects ? "store-" + objects.size() + "-" + allocatedFor.size() : asked;
        allocatedFor.put(id, flow);
        StoreUrl url = StoreUrl.of("http://objects.invalid/" + id);
        return new Allocation(id, url, "video/mp2t", Map.of(), true, System.nanoTime());
    }

    @Override
    public Upload put(Allocation allocation, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return line.call("put", false, () -> {
            objects.put(allocation.objectId(), bytes);
            return new Upload(Plans.sha256(bytes), bytes.length, 200, null);
        });
    }

    @Override
    public Registration register(UUID flow, List<SegmentPost> posts) {
        return line.call("register", true, () -> registered(flow, posts), () -> new Registration(List.of(), 201));
    }

    private Registration registered(UUID flow, List<SegmentPost> posts) {
        writable("register", flow);
        return listed.register(flow, posts);
    }

    @Override
    public List<Segment> segments(UUID flow, SegmentQuery query) {
        return line.call("segments", false, () -> listed.matching(flow, query));
    }

    @Override
    public Optional<TamsObject> object(String id) {
        return line.call("object", false, () -> listed.object(id));
    }

    /** All segments of all Flows. */
    List<Segment> all() {
        return listed.all();
    }

    @Override
    public List<Flow> flows(FlowQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Source> sources(SourceQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setFlowLabel(UUID flow, String label) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setFlowDescription(UUID flow, String description) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setFlowTag(UUID flow, String name, TagValue value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setFlowReadOnly(UUID flow, boolean readOnly) {
        flows.computeIfPresent(
                flow, (id, old) -> old.toBuilder().readOnly(readOnly).build());
    }

    @Override
    public Download download(GetUrl from, OutputStream to, long bytesMax) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        line.close();
    }
}
