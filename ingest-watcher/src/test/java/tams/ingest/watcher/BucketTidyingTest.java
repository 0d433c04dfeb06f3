package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Outcome;
import tams.ingest.s3.S3Server;

/** A bucket as drop folder, over real HTTP: how what the ledger has decided is tidied up, by one watcher or by two. */
class BucketTidyingTest {

    private static final Duration A_WHILE = Duration.ofSeconds(2);

    private static S3Server s3;

    private Path root;
    private DropFixture drop;

    @BeforeAll
    static void start() throws Exception {
        s3 = S3Server.start();
    }

    @BeforeEach
    void begin() {
        s3.keys().forEach(s3::delete);
        root = s3.place("site/drop");
        drop = new DropFixture(root);
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    private void put(String name, String content) {
        s3.put("site/drop/" + name, content);
    }

    private static String sha256(String content) {
        return HexFormat.of().formatHex(ChunkReader.sha256().digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    private ChunkArrived only() {
        assertThat(drop.sent).hasSize(1);
        return drop.sent.get(0);
    }

    @Test
    void archivesWhatIsRegisteredWithinTheBucket() {
        drop.mapBegun("a", Feed.Complete.QUIET);
        put("a/one.ts", "one");
        drop.pass(Duration.ZERO);
        drop.close(only(), Outcome.State.REGISTERED, null);
        drop.pass(A_WHILE);
        assertThat(s3.keys()).containsExactly("site/drop/archive/2026-11-22/a/one.ts");
        assertThat(s3.text("site/drop/archive/2026-11-22/a/one.ts")).isEqualTo("one");
        drop.pass(A_WHILE);
        assertThat(drop.sent).hasSize(1);
    }

    @Test
    void findsTheCopyAgainThatACrashLeftBehind() {
        drop.mapBegun("a", Feed.Complete.QUIET);
        put("a/one.ts", "one");
        drop.pass(Duration.ZERO);
        ChunkArrived chunk = only();
        drop.close(chunk, Outcome.State.REGISTERED, null);
        drop.pass(A_WHILE);
        // As if the process had ended between copy and deletion: the same version is still where it was.
        put("a/one.ts", "one");
        DropFixture next = new DropFixture(root);
        next.mapBegun("a", Feed.Complete.QUIET);
        next.close(chunk, Outcome.State.REGISTERED, null);
        next.pass(A_WHILE);
        assertThat(next.sent).isEmpty();
        assertThat(s3.keys()).containsExactly("site/drop/archive/2026-11-22/a/one.ts");
    }

    @Test
    void neverReplacesAnotherObjectInTheArchive() {
        drop.mapBegun("a", Feed.Complete.QUIET);
        s3.put("site/drop/archive/2026-11-22/a/one.ts", "of yesterday");
        put("a/one.ts", "one");
        drop.pass(Duration.ZERO);
        drop.close(only(), Outcome.State.REGISTERED, null);
        drop.pass(A_WHILE);
        assertThat(s3.text("site/drop/archive/2026-11-22/a/one.ts")).isEqualTo("of yesterday");
        assertThat(s3.text("site/drop/archive/2026-11-22/a/one.1.ts")).isEqualTo("one");
    }

    @Test
    void quarantinesWithAReason() {
        drop.mapBegun("a", Feed.Complete.QUIET);
        put("a/one.ts", "one");
        drop.pass(Duration.ZERO);
        drop.close(only(), Outcome.State.POISON, "NOT_TS");
        drop.pass(A_WHILE);
        assertThat(s3.keys())
                .containsExactlyInAnyOrder(
                        "site/drop/quarantine/not_ts/a/one.ts", "site/drop/quarantine/not_ts/a/one.ts.reason.txt");
        assertThat(s3.text("site/drop/quarantine/not_ts/a/one.ts.reason.txt")).contains("because of NOT_TS");
    }

    @Test
    void deletesOrKeepsAsTheFeedSays() {
        drop.mapBegun(DropFixture.feed("a", Feed.Complete.QUIET, Feed.After.DELETE));
        drop.mapBegun(DropFixture.feed("b", Feed.Complete.QUIET, Feed.After.KEEP));
        put("a/one.ts", "one");
        put("b/two.ts", "two");
        drop.pass(Duration.ZERO);
        List.copyOf(drop.sent).forEach(chunk -> drop.close(chunk, Outcome.State.REGISTERED, null));
        drop.pass(A_WHILE);
        assertThat(s3.keys()).containsExactly("site/drop/b/two.ts");
    }

    @Test
    void leavesAloneWhatWasOverwrittenAfterItWasRegistered() {
        drop.mapBegun(DropFixture.feed("a", Feed.Complete.QUIET, Feed.After.DELETE));
        put("a/one.ts", "one");
        drop.pass(Duration.ZERO);
        drop.close(only(), Outcome.State.REGISTERED, null);
        put("a/one.ts", "two");
        drop.pass(A_WHILE);
        assertThat(s3.text("site/drop/a/one.ts")).isEqualTo("two");
        assertThat(drop.sent).extracting(chunk -> chunk.file().sha256()).contains(sha256("two"));
    }

    @Test
    void twoWatchersOnOneBucketMakeOneArrivalAndOneCopy() {
        DropFixture other = new DropFixture(s3.place("site/drop"));
        put("a/one.ts", "one");
        for (DropFixture each : List.of(drop, other)) {
            each.mapBegun("a", Feed.Complete.QUIET);
            each.pass(Duration.ZERO);
        }
        ChunkArrived chunk = only();
        assertThat(other.sent).extracting(ChunkArrived::arrival).containsExactly(chunk.arrival());
        for (DropFixture each : List.of(drop, other)) {
            each.close(chunk, Outcome.State.REGISTERED, null);
            each.pass(A_WHILE);
        }
        assertThat(s3.keys()).containsExactly("site/drop/archive/2026-11-22/a/one.ts");
    }
}
