package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.client.Allocation;
import tams.ingest.client.Credentials;
import tams.ingest.client.DeleteRequest;
import tams.ingest.client.GetUrl;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.StorageRequest;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;
import tams.ingest.local.LocalTams;
import tams.ingest.local.LocalTamsConfig;

/** Retention over HTTP against a strict store that really deletes. */
@Timeout(60)
class LocalTamsRetentionTest {

    private static final Duration KEEP = Duration.ofMinutes(10);
    private static final int CALL_MAX = 1_000;

    @TempDir
    private static Path data;

    @TempDir
    private Path root;

    private static LocalTams tams;
    private static TamsApi store;

    private RetentionSite site;

    @BeforeAll
    static void start() {
        tams = LocalTams.start(LocalTamsConfig.of(data, 0, 0));
        store = HttpTamsStore.open(tams.url(), new Credentials.None());
    }

    @BeforeEach
    void open() {
        site = new RetentionSite(RetentionCalls.to(store));
    }

    @AfterAll
    static void stop() {
        store.close();
        tams.close();
    }

    /** Puts a chunk of six seconds into the store and on the ledger. @return its object */
    private String register(String feed, int index) throws IOException {
        SegmentPlanned plan = Plans.written(root, feed, index);
        var unused = new FlowKeeper(store, any -> false).prepare(plan);
        String object = Ids.object(plan.job(), 0);
        Allocation place = store.allocate(plan.flowId(), StorageRequest.ofObjects(List.of(object)))
                .get(0);
        var sent = store.put(place, root.resolve(plan.file().path()));
        assertThat(sent.bytes()).isEqualTo(plan.file().bytes());
        TimeRange range = plan.segments().get(0).timerange();
        post(plan.flowId(), List.of(segment(object, 6L * index)));
        site.registered(feed, plan.flowId(), range.toString());
        return object;
    }

    private static SegmentPost segment(String object, long at) {
        Timestamp start = Timestamp.ofSeconds(at);
        return new SegmentPost(object, TimeRange.between(start, Timestamp.ofSeconds(at + 6)), start, null, null, null);
    }

    private static void post(UUID flow, List<SegmentPost> segments) {
        assertThat(store.register(flow, segments).isComplete()).isTrue();
    }

    private static UUID flow(String feed) {
        return Ids.flow(Plans.NAMESPACE, feed, "video");
    }

    private static List<String> timeranges(UUID flow) {
        return store.segments(flow, SegmentQuery.all()).stream()
                .map(segment -> segment.timerange().toString())
                .toList();
    }

    @Test
    void leavesWhatIsKeptAndWhatAClipUsesAndWhatIsNotTheFeeds() throws IOException {
        site.keeps("kept", KEEP);
        String clipped = register("kept", 0);
        String gone = register("kept", 1);
        register("kept", 2);
        register("kept", 101);
        register("bystander", 0);
        // A clip is a Flow of its own that uses the same objects.
        UUID clip = flow("clip");
        var made = new FlowKeeper(store, any -> false).prepare(Plans.written(root, "clip", 0));
        assertThat(made).isInstanceOf(RegistrationEvent.FlowsReady.class);
        post(clip, List.of(segment(clipped, 0)));

        site.turn();

        assertThat(timeranges(flow("kept"))).containsExactly("[12:0_18:0)", "[606:0_612:0)");
        assertThat(timeranges(clip)).containsExactly("[0:0_6:0)");
        assertThat(timeranges(flow("bystander"))).containsExactly("[0:0_6:0)");
        assertThat(store.object(gone)).isEmpty();
        GetUrl url = store.segments(clip, SegmentQuery.all().withUrls())
                .get(0)
                .getUrls()
                .get(0);
        assertThat(store.object(clipped)).isPresent();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        var read = store.download(url, bytes, 1 << 20);
        assertThat(read.bytes()).isPositive();
        assertThat(bytes.toByteArray()).isEqualTo(Files.readAllBytes(root.resolve("kept/chunk_0.ts")));
    }

    @Test
    void followsALargeDeletionAndMayBeKilledInTheMiddle() throws IOException {
        site.keeps("long", KEEP);
        String object = register("long", 0);
        for (int call = 0; call < 6; call++) {
            List<SegmentPost> again = new ArrayList<>();
            for (int i = 0; i < CALL_MAX; i++) {
                again.add(segment(object, 6L * (1 + call * CALL_MAX + i)));
            }
            post(flow("long"), again);
        }
        site.registered("long", flow("long"), "[36000:0_36006:0)");

        site.turn();
        assertThat(site.open()).isEqualTo(1);
        site.restart();
        site.turn();
        while (!deletionsOf("long").allMatch(DeleteRequest::isOver)) {
            Thread.onSpinWait();
        }
        site.pass(Duration.ofMinutes(1));
        assertThat(site.open()).isZero();

        assertThat(timeranges(flow("long"))).hasSize(100).first().isEqualTo("[35406:0_35412:0)");
        assertThat(site.failures("refused")).isZero();
        assertThat(deletionsOf("long")).isNotEmpty().noneMatch(DeleteRequest::isFailed);
    }

    private static Stream<DeleteRequest> deletionsOf(String feed) {
        return store.deletions().list().stream()
                .filter(request -> request.flowId().equals(flow(feed)));
    }

    @Test
    void countsAFlowThatIsReadOnlyAndGoesOnWhenItIsNot() throws IOException {
        site.keeps("locked", KEEP);
        register("locked", 0);
        register("locked", 101);
        store.setFlowReadOnly(flow("locked"), true);

        site.pass(Duration.ofMinutes(5));
        assertThat(site.failures("refused")).isEqualTo(1);
        assertThat(timeranges(flow("locked"))).hasSize(2);
        store.setFlowReadOnly(flow("locked"), false);
        site.pass(Shortening.AFTER_REFUSAL);

        assertThat(timeranges(flow("locked"))).containsExactly("[606:0_612:0)");
        assertThat(site.failures("refused")).isEqualTo(1);
    }

    @Test
    void takesAFlowThatSomebodyDeletedForDone() throws IOException {
        site.keeps("lost", KEEP);
        register("lost", 0);
        register("lost", 101);
        assertThat(store.flows().delete(flow("lost")).request()).isNull();

        site.pass(Duration.ofHours(1));

        assertThat(site.registry.find("tams.ingest.retention.failures").counters())
                .isEmpty();
    }
}
