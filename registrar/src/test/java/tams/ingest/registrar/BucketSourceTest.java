package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.client.Credentials;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.local.LocalTams;
import tams.ingest.local.LocalTamsConfig;
import tams.ingest.registrar.RegistrationEvent.SourceFaulty;
import tams.ingest.registrar.RegistrationEvent.SourceFaulty.Fault;
import tams.ingest.s3.S3Server;

/** Chunks that lie in a bucket, over HTTP from one S3 to a strict store. */
@Timeout(60)
class BucketSourceTest {

    @TempDir
    private static Path data;

    @TempDir
    private Path disk;

    private static S3Server s3;
    private static LocalTams tams;
    private static TamsStore store;

    private Path place;

    @BeforeAll
    static void start() throws Exception {
        s3 = S3Server.start();
        tams = LocalTams.start(LocalTamsConfig.of(data, 0, 0));
        store = HttpTamsStore.open(tams.url(), new Credentials.None());
    }

    @AfterAll
    static void stop() {
        store.close();
        tams.close();
        s3.close();
    }

    @BeforeEach
    void begin() {
        place = s3.place("site/drop");
    }

    /** A plan whose chunk lies in the bucket. */
    private SegmentPlanned plan(String feed) throws IOException {
        SegmentPlanned plan = Plans.written(disk, feed, 0);
        s3.put(
                "site/drop/" + plan.file().path(),
                Files.readAllBytes(disk.resolve(plan.file().path())));
        return plan;
    }

    private RegistrationEvent upload(SegmentPlanned plan) {
        StoreActions actions = new StoreActions(
                store,
                new FlowKeeper(store, any -> false),
                new DropRoot(place),
                StoreCalls.watchedBy(new StoreWatch(new Meters(new SimpleMeterRegistry()), System::nanoTime)),
                SideBySide.ONE_BY_ONE);
        String object = Ids.object(plan.job(), 0);
        assertThat(perform(actions, plan, new RegistrationEffect.PrepareFlows()))
                .isInstanceOf(RegistrationEvent.FlowsReady.class);
        assertThat(perform(actions, plan, new RegistrationEffect.Allocate(object)))
                .isEqualTo(new RegistrationEvent.Allocated(object));
        return perform(actions, plan, new RegistrationEffect.Upload(object));
    }

    private static RegistrationEvent perform(Actions actions, SegmentPlanned plan, RegistrationEffect.Action action) {
        return actions.perform(List.of(new Asked(plan, action))).get(0);
    }

    @Test
    void readsTheStagedCopyAndNeedsNoDropFolder() throws IOException {
        SegmentPlanned plan = Plans.written(disk, "staged-feed", 0);
        ChunkFile staged = plan.file().stagedAt("copy-of-it");
        s3.put("staging/copy-of-it", Files.readAllBytes(disk.resolve(plan.file().path())));
        Path staging = s3.place("staging");
        DropRoot elsewhere = new DropRoot(disk.resolve("not-mounted-here"), staging);

        assertThat(elsewhere.find(staged).file()).contains(staging.resolve("copy-of-it"));
        assertThat(elsewhere.find(plan.file()).fault().orElseThrow().fault())
                .as("announced before there was staging")
                .isEqualTo(Fault.ROOT_MISSING);
        assertThat(new DropRoot(disk).find(staged).file())
                .as("where the folder is at hand and the staging is not")
                .contains(disk.resolve(plan.file().path()));
    }

    @Test
    void tellsAStagedCopyThatIsGoneOrNotBelowTheStaging() {
        DropRoot elsewhere = new DropRoot(disk.resolve("not-mounted-here"), s3.place("staging"));
        ChunkFile chunk = new ChunkFile("a/b.ts", 5, "0".repeat(64));
        SourceFaulty gone = elsewhere.find(chunk.stagedAt("gone")).fault().orElseThrow();
        assertThat(gone.fault()).isEqualTo(Fault.LOST);
        assertThat(gone.reason()).contains("staged copy", "drop.staging");
        assertThat(elsewhere
                        .find(chunk.stagedAt("../site/drop"))
                        .fault()
                        .orElseThrow()
                        .fault())
                .isEqualTo(Fault.FORBIDDEN);
    }

    private Fault fault(String path) {
        return new DropRoot(place)
                .find(new ChunkFile(path, 5, "0".repeat(64)))
                .fault()
                .orElseThrow()
                .fault();
    }

    @Test
    void sendsTheObjectsBytesToTheStore() throws IOException {
        assertThat(upload(plan("bucket-feed"))).isInstanceOf(RegistrationEvent.Uploaded.class);
    }

    @Test
    void neverSendsOtherBytesThanWereAnnouncedUnderTheirName() throws IOException {
        SegmentPlanned plan = plan("changed-feed");
        byte[] other = Files.readAllBytes(disk.resolve(plan.file().path()));
        other[7]++;
        s3.put("site/drop/" + plan.file().path(), other);

        assertThat(upload(plan))
                .isInstanceOfSatisfying(
                        SourceFaulty.class, fault -> assertThat(fault.fault()).isEqualTo(Fault.LOST));
    }

    @Test
    void tellsAnObjectThatIsGoneFromABucketThatIs() {
        s3.put("site/drop/a/six.ts", "123456");
        assertThat(fault("a/five.ts")).isEqualTo(Fault.LOST);
        assertThat(fault("a/six.ts")).isEqualTo(Fault.LOST);
        s3.deleteBucket();
        assertThat(fault("a/five.ts")).isEqualTo(Fault.ROOT_MISSING);
        s3.createBucket();
        assertThat(fault("a/five.ts")).as("an empty bucket is there").isEqualTo(Fault.LOST);
    }

    @Test
    void readsNothingOutsideTheDropRoot() {
        s3.put("site/secret.ts", "12345");
        assertThat(fault("../secret.ts")).isEqualTo(Fault.FORBIDDEN);
        assertThat(fault("a/../../secret.ts")).isEqualTo(Fault.FORBIDDEN);
        assertThat(fault("/site/secret.ts")).isEqualTo(Fault.FORBIDDEN);
        assertThat(fault(".")).isEqualTo(Fault.FORBIDDEN);
    }
}
