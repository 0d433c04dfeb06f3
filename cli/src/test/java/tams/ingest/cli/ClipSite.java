package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import tams.ingest.client.Credentials;
import tams.ingest.client.FlowQuery;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.StorageRequest;
import tams.ingest.client.TagValue;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;
import tams.ingest.local.LocalTams;
import tams.ingest.local.LocalTamsConfig;

/** Flows with segments of two seconds, ten each, in a store of its own: two cameras, a small rendition, a dissolve, an empty one. */
final class ClipSite implements AutoCloseable {

    private final Path folder;
    private final LocalTams store;
    private final Path config;
    final UUID a;
    final UUID b;
    final UUID dissolve;
    final UUID small;
    final UUID empty;

    ClipSite(Path folder) throws IOException {
        this.folder = folder;
        store = LocalTams.start(LocalTamsConfig.of(folder.resolve("store"), 0, 0));
        config = TamsRun.config(folder, store.url());
        a = flow("A", "1280x720");
        b = flow("B", "1280x720");
        dissolve = flow("D", "1280x720");
        small = flow("small", "640x360", "--source-id", source(a));
        empty = flow("empty", "1280x720");
        for (UUID flow : List.of(a, b, small)) {
            for (int second = 0; second < 20; second += 2) {
                register(flow, "[" + second + ":0_" + (second + 2) + ":0)");
            }
        }
        register(dissolve, "[0:0_2:0)");
        try (HttpTamsStore api = api()) {
            api.sources().setTag(source(a), "rights", TagValue.of("agency-1"));
            api.sources().setTag(source(b), "rights", TagValue.of("agency-2"));
            api.sources().setTag(source(a), "event", TagValue.of("final"));
            api.sources().setTag(source(b), "event", TagValue.of("final"));
            api.sources().setTag(source(a), "camera", TagValue.of("1"));
        }
    }

    UUID flow(String label, String size, Object... more) {
        Object[] words = {"put-flow", "--format", "video", "--frame-size", size, "--frame-rate", "25", "--label", label
        };
        TamsRun put = TamsRun.of(
                config, Stream.concat(Stream.of(words), Stream.of(more)).toArray());
        assertThat(put.exitCode()).as(put.err()).isZero();
        return UUID.fromString(put.id());
    }

    UUID source(UUID flow) {
        try (HttpTamsStore api = api()) {
            return api.flow(flow).orElseThrow().sourceId();
        }
    }

    void register(UUID flow, String range) throws IOException {
        try (HttpTamsStore api = api()) {
            var allocation = api.allocate(flow, StorageRequest.ofObjects(List.of(flow + "-" + range.hashCode())))
                    .get(0);
            var unused = api.put(allocation, Files.writeString(folder.resolve("media"), flow + range));
            SegmentPost post = new SegmentPost(
                    allocation.objectId(),
                    TimeRange.parse(range),
                    Timestamp.ofSeconds(-90),
                    null,
                    Timestamp.ofNanos(40_000_000),
                    null);
            assertThat(api.register(flow, List.of(post)).isComplete()).isTrue();
        }
    }

    HttpTamsStore api() {
        return HttpTamsStore.open(store.url(), new Credentials.None());
    }

    List<Segment> segments(String flow) {
        try (HttpTamsStore api = api()) {
            return api.segments(UUID.fromString(flow), SegmentQuery.all());
        }
    }

    JsonNode clip(Object... words) {
        TamsRun run = TamsRun.command(
                config,
                Stream.concat(Stream.of("clips", "create", "--json"), Stream.of(words))
                        .toArray());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.document();
    }

    int flows() {
        try (HttpTamsStore api = api()) {
            return api.flows(FlowQuery.ALL).size();
        }
    }

    TamsRun run(Object... words) {
        return TamsRun.command(config, words);
    }

    /** From now on commands know where Kafka is. */
    void knows(Settings settings) throws IOException {
        String kafka = "kafka:\n  bootstrap: " + settings.get(Keys.KAFKA_BOOTSTRAP) + "\n";
        Files.writeString(config, kafka, StandardOpenOption.APPEND);
    }

    Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Override
    public void close() {
        store.close();
    }
}
