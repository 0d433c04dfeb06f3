package tams.ingest.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tams.ingest.client.Allocation;
import tams.ingest.client.Flow;
import tams.ingest.client.FlowBuilder;
import tams.ingest.client.Format;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.StorageRequest;
import tams.ingest.client.StoreException;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** One who puts media into a Flow of their own, step by step. */
record StoreUser(TamsStore store, Path folder, UUID flowId, UUID sourceId) {

    /** With a new Flow. */
    static StoreUser of(TamsStore store, Path folder) {
        StoreUser user = new StoreUser(store, folder, UUID.randomUUID(), UUID.randomUUID());
        var unused = store.putFlow(user.flow().build());
        return user;
    }

    FlowBuilder flow() {
        return Flow.builder(flowId, sourceId, Format.MULTI).container("video/mp2t");
    }

    String newId() {
        return UUID.randomUUID().toString();
    }

    Allocation allocate() {
        return store.allocate(flowId, StorageRequest.ofObjects(List.of(newId())))
                .get(0);
    }

    Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "chunk", ".ts"), content);
    }

    /** Makes one object. @return its id */
    String upload(String content) throws IOException {
        Allocation place = allocate();
        var unused = store.put(place, file(content));
        return place.objectId();
    }

    static SegmentPost post(String objectId, String timerange) {
        return new SegmentPost(objectId, TimeRange.parse(timerange), null, null, null, null);
    }

    void register(String objectId, String timerange) {
        if (isRefused(objectId, TimeRange.parse(timerange))) {
            throw new AssertionError(timerange + " was refused");
        }
    }

    /** Tries to register, in whatever way the store refuses. */
    boolean isRefused(String objectId, TimeRange timerange) {
        try {
            SegmentPost post = new SegmentPost(objectId, timerange, null, null, null, null);
            return !store.register(flowId, List.of(post)).isComplete();
        } catch (StoreException e) {
            return true;
        }
    }

    /** Segments of a second each, from 0 on, whose objects are uploaded. */
    List<SegmentPost> posts(int count) throws IOException {
        List<String> ids = Stream.generate(this::newId).limit(count).toList();
        List<Allocation> places = store.allocate(flowId, StorageRequest.ofObjects(ids));
        Path chunk = file("chunk");
        List<SegmentPost> posts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var unused = store.put(places.get(i), chunk);
            TimeRange range = TimeRange.between(Timestamp.ofSeconds(i), Timestamp.ofSeconds(i + 1L));
            posts.add(new SegmentPost(places.get(i).objectId(), range, null, null, null, null));
        }
        return posts;
    }

    /** The time ranges of {@link #posts}. */
    static List<String> ranges(IntStream numbers) {
        return numbers.mapToObj(i -> "[" + i + ":0_" + (i + 1) + ":0)").toList();
    }

    List<String> listed(SegmentQuery query) {
        return store.segments(flowId, query).stream()
                .map(segment -> segment.timerange().toString())
                .toList();
    }
}
