package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tams.ingest.client.Credentials;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.StorageRequest;
import tams.ingest.contracts.TimeRange;
import tams.ingest.local.LocalTams;
import tams.ingest.local.RecordedStore;
import tams.ingest.watcher.ChunkReader;

/** A store, and a folder with the camera's chunks that are uploaded to it. */
final class UploadSite implements AutoCloseable {

    static final int CHUNKS = 8;

    private final LocalTams store;
    private final Path config;
    private final Path folder;

    private UploadSite(LocalTams store, Path config, Path folder) {
        this.store = store;
        this.config = config;
        this.folder = folder;
    }

    /** Names without leading zeros, and enough of them that text order is not the order of the numbers. */
    static UploadSite in(Path home) throws IOException {
        Path folder = Files.createDirectories(home.resolve("chunks"));
        List<String> names = Samples.chunks(Samples.CAMERA);
        for (int i = 0; i < CHUNKS; i++) {
            Files.write(folder.resolve("c" + (i + 5) + ".ts"), Samples.chunk(Samples.CAMERA, names.get(i)));
        }
        LocalTams store = LocalTams.start(RecordedStore.config(home.resolve("store")));
        return new UploadSite(store, TamsRun.config(home, store.url()), folder);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    TamsRun tams(Object... arguments) {
        return TamsRun.of(config, arguments);
    }

    HttpTamsStore api() {
        return HttpTamsStore.open(store.url(), new Credentials.None());
    }

    /** A Flow that the camera's chunks fit into. */
    String flow(String... more) {
        JsonNode video = video();
        List<Object> words = new ArrayList<>(List.of(
                "put-flow",
                "--format",
                "video",
                "--frame-size",
                video.path("width").asText() + "x" + video.path("height").asText(),
                "--frame-rate",
                video.path("frame_rate").asText()));
        words.addAll(List.of(more));
        TamsRun put = tams(words.toArray());
        assertThat(put.exitCode()).as(put.err()).isZero();
        return put.id();
    }

    JsonNode video() {
        return probed("c5.ts");
    }

    private JsonNode probed(String name) {
        Probe probe = Probe.of(new ChunkReader(), folder.resolve(name), true);
        for (JsonNode stream : new TamsRun(0, probe.text(), "").document().path("streams")) {
            if (stream.path("type").asText().equals("video")) {
                return stream;
            }
        }
        throw new AssertionError("no video in " + probe.text());
    }

    /** All chunks, the last first. */
    Object[] upload(String flow, Object... more) {
        List<Object> words = new ArrayList<>(List.of("upload", flow, "--json"));
        for (int i = CHUNKS + 4; i >= 5; i--) {
            words.add(folder.resolve("c" + i + ".ts"));
        }
        words.addAll(List.of(more));
        return words.toArray();
    }

    List<TimeRange> ranges(String flow) {
        List<TimeRange> ranges = new ArrayList<>();
        tams("segments", flow, "--json", "--no-urls")
                .document()
                .forEach(segment ->
                        ranges.add(TimeRange.parse(segment.path("timerange").asText())));
        return ranges;
    }

    /** As somebody else would register it. */
    void store(String flow, TimeRange place, Path file) throws IOException {
        try (HttpTamsStore api = api()) {
            UUID id = UUID.fromString(flow);
            var allocation = api.allocate(id, StorageRequest.ofObjects(List.of("shelf/" + id)))
                    .get(0);
            var unused = api.put(allocation, file.toRealPath());
            assertThat(api.register(id, List.of(new SegmentPost(allocation.objectId(), place, null, null, null, null)))
                            .isComplete())
                    .isTrue();
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
