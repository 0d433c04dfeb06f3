package tams.ingest.registrar;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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

    /** What happens to a call. */
    interface Faults {

        Faults NONE = call -> Fate.ANSWERED;

        Fate of(String call);
    }

    enum Fate {
        ANSWERED,
        /** It never reached the store. */
        NOT_SENT,
        /** The store is busy and did nothing. */
        BUSY,
        /** The store did it, and nobody heard. */
        ANSWER_LOST,
        /** The store will do it, some calls later, and nobody hears. */
        LATE,
        /** The store says it did, and did not. */
        LIED,
        /** The caller's process ends before the call. */
        CRASH_BEFORE,
        /** The caller's process ends when the store has done it. */
        CRASH_AFTER
    }

    /** The end of the calling process. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Enough for a dead process's successor to upload again. */
    private static final int LATE_CALLS = 7;

    record Late(int afterCall, Runnable work) {}

    final Map<UUID, Flow> flows = new HashMap<>();
    final Map<UUID, Source> sources = new HashMap<>();
    final Map<UUID, List<Segment>> segments = new HashMap<>();
    final Map<String, byte[]> objects = new HashMap<>();
    final List<String> calls = new ArrayList<>();
    final List<UUID> flowsPut = new ArrayList<>();
    private final Map<String, UUID> allocatedFor = new HashMap<>();
    private final List<Late> late = new ArrayList<>();
    Faults faults = Faults.NONE;
    boolean namesObjects;

    private <T> T call(String name, boolean changes, Supplier<T> work) {
        return call(name, changes, work, work);
    }

    private <T> T call(String name, boolean changes, Supplier<T> work, Supplier<T> lie) {
        calls.add(name);
        late.removeIf(one -> {
            boolean due = calls.size() >= one.afterCall();
            if (due) {
                one.work().run();
            }
            return due;
        });
        return switch (faults.of(name)) {
            case ANSWERED -> work.get();
            case LIED -> lie.get();
            case NOT_SENT -> throw StoreException.of(Failure.REFUSED, name, 0, "connection refused");
            case BUSY ->
                throw StoreException.of(
                        name.equals("register") ? Failure.UNKNOWN_OUTCOME : Failure.REFUSED, name, 503, "busy");
            case ANSWER_LOST -> {
                quietly(work);
                throw StoreException.of(changes ? Failure.UNKNOWN_OUTCOME : Failure.REFUSED, name, 0, "reset");
            }
            case LATE -> {
                late.add(new Late(calls.size() + LATE_CALLS, () -> quietly(work)));
                throw StoreException.of(changes ? Failure.UNKNOWN_OUTCOME : Failure.REFUSED, name, 0, "timed out");
            }
            case CRASH_BEFORE -> throw new Crash();
            case CRASH_AFTER -> {
                quietly(work);
                throw new Crash();
            }
        };
    }

    private static <T> void quietly(Supplier<T> work) {
        try {
            var unused = work.get();
        } catch (StoreException e) {
            // The store's refusal is lost like any other answer.
            return;
        }
    }

    static StoreException refused(String name, int status, String words) {
        return StoreException.of(Failure.REJECTED, name, status, words);
    }

    @Override
    public Service service() {
        return call(
                "service",
                false,
                () -> new Service("model", null, "urn:x-tams:service", "8.2", null, null, null, Map.of()));
    }

    @Override
    public Optional<Flow> flow(UUID id) {
        return call("flow", false, () -> Optional.ofNullable(flows.get(id)));
    }

    @Override
    public PutResult putFlow(Flow flow) {
        return call("putFlow", true, () -> {
            flowsPut.add(flow.id());
            sources.computeIfAbsent(
                    flow.sourceId(), id -> new Source(id, flow.format(), null, null, Map.of(), null, null, Map.of()));
            return flows.put(flow.id(), flow) == null ? PutResult.CREATED : PutResult.REPLACED;
        });
    }

    @Override
    public Optional<Source> source(UUID id) {
        return call("source", false, () -> Optional.ofNullable(sources.get(id)));
    }

    @Override
    public void setSourceLabel(UUID source, String label) {
        call(
                "setSourceLabel",
                true,
                () -> sources.computeIfPresent(
                        source,
                        (id, old) -> new Source(
                                id, old.format(), label, old.description(), old.tags(), null, null, Map.of())));
    }

    @Override
    public void setSourceDescription(UUID source, String description) {
        call(
                "setSourceDescription",
                true,
                () -> sources.computeIfPresent(
                        source,
                        (id, old) -> new Source(
                                id, old.format(), old.label(), description, old.tags(), null, null, Map.of())));
    }

    @Override
    public void setSourceTag(UUID source, String name, TagValue value) {
        call(
                "setSourceTag",
                true,
                () -> sources.computeIfPresent(
                        source,
                        (id, old) -> new Source(
                                id,
                                old.format(),
                                old.label(),
                                old.description(),
                                Map.of(name, value),
                                null,
                                null,
                                Map.of())));
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
        return call("allocate", true, () -> {
            writable("allocate", flow);
            List<String> ids = request.objectIds();
            String id =
                    namesObjects || ids == null ? "store-" + objects.size() + "-" + allocatedFor.size() : ids.get(0);
            if (allocatedFor.putIfAbsent(id, flow) != null) {
                throw refused("allocate", 400, "object exists");
            }
            StoreUrl url = StoreUrl.of("http://objects.invalid/" + id);
            return List.of(new Allocation(id, url, "video/mp2t", Map.of(), true, System.nanoTime()));
        });
    }

    @Override
    public Upload put(Allocation allocation, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return call("put", false, () -> {
            objects.put(allocation.objectId(), bytes);
            return new Upload(Plans.sha256(bytes), bytes.length, 200, null);
        });
    }

    @Override
    public Registration register(UUID flow, List<SegmentPost> posts) {
        return call("register", true, () -> registered(flow, posts), () -> new Registration(List.of(), 201));
    }

    private Registration registered(UUID flow, List<SegmentPost> posts) {
        writable("register", flow);
        List<Registration.FailedSegment> failed = new ArrayList<>();
        for (SegmentPost post : posts) {
            String words = add(flow, post);
            if (words != null) {
                failed.add(new Registration.FailedSegment(post.objectId(), post.timerange(), null, words));
            }
        }
        return new Registration(failed, failed.isEmpty() ? 201 : 200);
    }

    private @Nullable String add(UUID flow, SegmentPost post) {
        if (!objects.containsKey(post.objectId())) {
            return "object has no bytes";
        }
        List<Segment> listed = segments.computeIfAbsent(flow, id -> new ArrayList<>());
        if (listed.stream().anyMatch(other -> other.timerange().overlaps(post.timerange()))) {
            return "overlap";
        }
        listed.add(new Segment(
                post.objectId(),
                post.timerange(),
                post.tsOffset(),
                post.objectTimerange(),
                post.lastDuration(),
                post.keyFrameCount(),
                List.of(),
                Map.of()));
        listed.sort(Comparator.comparing(Segment::timerange, (one, other) -> one.compareStarts(other)));
        return null;
    }

    @Override
    public List<Segment> segments(UUID flow, SegmentQuery query) {
        return call(
                "segments",
                false,
                () -> segments.getOrDefault(flow, List.of()).stream()
                        .filter(segment ->
                                query.objectId() == null || query.objectId().equals(segment.objectId()))
                        .filter(segment ->
                                query.timerange() == null || query.timerange().overlaps(segment.timerange()))
                        .toList());
    }

    @Override
    public Optional<TamsObject> object(String id) {
        return call(
                "object",
                false,
                () -> segments.values().stream()
                        .flatMap(List::stream)
                        .filter(segment -> segment.objectId().equals(id))
                        .map(segment -> new TamsObject(id, List.of(), null, null, List.of(), Map.of()))
                        .findFirst());
    }

    /** All segments of all Flows. */
    List<Segment> all() {
        return segments.values().stream().flatMap(List::stream).toList();
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
        late.clear();
    }
}
