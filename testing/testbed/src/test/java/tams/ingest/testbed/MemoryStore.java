package tams.ingest.testbed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tams.ingest.client.Allocation;
import tams.ingest.client.Download;
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
import tams.ingest.client.StoreUrl;
import tams.ingest.client.TagValue;
import tams.ingest.client.TamsObject;
import tams.ingest.client.TamsStore;
import tams.ingest.client.Upload;
import tams.ingest.contracts.Timestamp;

/**
 * A store in memory, by a clock that a test moves: what an ingest needs of one, and no more. Thread-safe.
 *
 * <p>What it lacks throws {@link UnsupportedOperationException}: lists of Flows and Sources, and the Flows' single
 * properties save {@code read_only}.
 */
final class MemoryStore implements TamsStore {

    private final Personality personality;
    private final Map<UUID, Flow> flows = new HashMap<>();
    private final Map<UUID, Source> sources = new HashMap<>();
    private final MemoryObjects objects = new MemoryObjects(() -> this.now);
    private final MemorySegments segments;
    private Duration now = Duration.ZERO;
    private int named;

    MemoryStore(Personality personality) {
        this.personality = personality;
        this.segments = new MemorySegments(objects, personality);
    }

    synchronized void moveClock(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Service service() {
        return new Service(
                personality.name(),
                null,
                "urn:x-tams:service",
                "8.2",
                null,
                Timestamp.ofSeconds(MemoryObjects.OBJECT_TIMEOUT.toSeconds()),
                Timestamp.ofSeconds(MemoryObjects.URL_TIMEOUT.toSeconds()),
                Map.of());
    }

    @Override
    public synchronized Optional<Flow> flow(UUID id) {
        return Optional.ofNullable(flows.get(id));
    }

    @Override
    public synchronized PutResult putFlow(Flow flow) {
        sources.computeIfAbsent(
                flow.sourceId(), id -> new Source(id, flow.format(), null, null, Map.of(), null, null, Map.of()));
        return flows.put(flow.id(), flow) == null ? PutResult.CREATED : PutResult.REPLACED;
    }

    @Override
    public synchronized void setFlowReadOnly(UUID flow, boolean readOnly) {
        flows.computeIfPresent(
                flow, (id, old) -> old.toBuilder().readOnly(readOnly).build());
    }

    private void requireWritable(StoreCall call, UUID id) {
        Flow flow = flows.get(id);
        if (flow == null) {
            throw StoreRefusals.answered(call, 404, "no such flow");
        }
        if (Boolean.TRUE.equals(flow.readOnly())) {
            throw StoreRefusals.answered(call, personality.wholeBatches() ? 409 : 403, "read-only");
        }
        if (flow.container() == null) {
            throw StoreRefusals.answered(call, 400, "the flow has no container");
        }
    }

    @Override
    public synchronized List<Allocation> allocate(UUID flow, StorageRequest request) {
        requireWritable(StoreCall.ALLOCATE, flow);
        List<String> asked = request.objectIds();
        List<String> ids = new ArrayList<>(asked == null || !personality.honoursObjectIds() ? List.of() : asked);
        int count = asked == null ? request.limit() == null ? 1 : request.limit() : asked.size();
        while (ids.size() < count) {
            ids.add("named-by-store-" + named++);
        }
        List<Allocation> given = new ArrayList<>();
        for (String id : ids) {
            if (!objects.allocate(id, flow) && !personality.wholeBatches()) {
                throw StoreRefusals.answered(StoreCall.ALLOCATE, 400, "object exists");
            }
            StoreUrl url = StoreUrl.of(MemorySegments.URL + id);
            given.add(new Allocation(id, url, "video/mp2t", Map.of(), true, System.nanoTime()));
        }
        return List.copyOf(given);
    }

    @Override
    public Upload put(Allocation allocation, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        synchronized (this) {
            if (!objects.upload(allocation.objectId(), bytes)) {
                throw StoreRefusals.answered(StoreCall.UPLOAD, 403, "AccessDenied", null);
            }
        }
        return new Upload(Digests.sha256(bytes), bytes.length, 200, null);
    }

    @Override
    public synchronized Registration register(UUID flow, List<SegmentPost> posts) {
        requireWritable(StoreCall.REGISTER, flow);
        return segments.register(flow, posts);
    }

    @Override
    public synchronized List<Segment> segments(UUID flow, SegmentQuery query) {
        return segments.matching(flow, query);
    }

    @Override
    public synchronized Optional<TamsObject> object(String id) {
        return personality.knowsObjects() && objects.isRegistered(id)
                ? Optional.of(new TamsObject(id, segments.flowsOf(id), null, null, List.of(), Map.of()))
                : Optional.empty();
    }

    @Override
    public synchronized Download download(GetUrl from, OutputStream to, long bytesMax) throws IOException {
        String id = from.url().reveal().substring(MemorySegments.URL.length());
        byte[] bytes = objects.bytes(id);
        if (bytes == null) {
            throw StoreRefusals.answered(StoreCall.DOWNLOAD, 404, "NoSuchKey", null);
        }
        if (bytes.length > bytesMax) {
            throw StoreRefusals.answered(StoreCall.DOWNLOAD, 200, "the object is longer than allowed");
        }
        to.write(bytes);
        return new Download(Digests.sha256(bytes), bytes.length);
    }

    @Override
    public synchronized Optional<Source> source(UUID id) {
        return Optional.ofNullable(sources.get(id));
    }

    @Override
    public void setSourceLabel(UUID source, String label) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setSourceDescription(UUID source, String description) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setSourceTag(UUID source, String name, TagValue value) {
        throw new UnsupportedOperationException();
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
    public void close() {
        // Nothing is held open.
    }
}
