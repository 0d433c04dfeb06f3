package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Outcome;
import tams.ingest.s3.S3Server;

/** A bucket as drop folder, over real HTTP: found and announced, whatever others do to it meanwhile. */
class BucketDropTest {

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
    void announcesAnObjectOnceItIsListedWithItsKeyAsPath() {
        drop.mapBegun("a", Feed.Complete.QUIET);
        put("a/one_1.ts", "one");
        put("a/two_2.ts", "two");
        put("a/", "");
        put("a/deeper/three_3.ts", "three");
        drop.pass(Duration.ZERO);
        assertThat(drop.sent).extracting(chunk -> chunk.file().path()).containsExactly("a/one_1.ts", "a/two_2.ts");
        drop.pass(A_WHILE);
        assertThat(drop.sent).hasSize(2);
    }

    @Test
    void takesTheLowestFirstThroughAllPagesOfAListing() {
        drop.mapBegun("a", Feed.Complete.RENAME);
        IntStream.rangeClosed(1, 1_100).parallel().forEach(n -> put("a/x_" + n + ".ts", "chunk " + n));
        drop.pass(Duration.ofSeconds(20));
        assertThat(drop.sent).hasSizeGreaterThanOrEqualTo(FeedFolder.UNANSWERED_MAX);
        assertThat(drop.sent).extracting(ChunkArrived::sequence).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void announcesAnewWhatWasOverwritten() {
        drop.mapBegun("a", Feed.Complete.QUIET);
        put("a/one.ts", "one");
        drop.pass(Duration.ZERO);
        put("a/one.ts", "other");
        drop.pass(A_WHILE);
        assertThat(drop.sent).extracting(chunk -> chunk.file().bytes()).containsExactly(3L, 5L);
        assertThat(drop.sent).extracting(ChunkArrived::arrival).doesNotHaveDuplicates();
    }

    @Test
    void neverMixesTwoVersionsThoughOneIsPutWhileTheOtherIsRead() {
        drop.mapBegun("a", Feed.Complete.QUIET);
        put("a/one.ts", "one");
        AtomicInteger announced = new AtomicInteger();
        drop.trouble = file -> {
            if (announced.getAndIncrement() == 0) {
                put("a/one.ts", "two");
            }
        };
        drop.pass(A_WHILE);
        assertThat(only().file().sha256()).isEqualTo(sha256("two"));
    }

    @Test
    void waitsForAListOrAMarkerWhereTheFeedSaysSo() {
        drop.mapBegun("a", Feed.Complete.LIST);
        drop.mapBegun("b", Feed.Complete.LIST);
        put("a/one.ts", "one");
        put("b/two.ts", "two");
        drop.pass(Duration.ofSeconds(5));
        assertThat(drop.sent).isEmpty();
        put("a/one.ts.done", "");
        put("b/list.csv", "two.ts,0.000000,2.000000\n");
        drop.pass(A_WHILE);
        assertThat(drop.names()).containsExactlyInAnyOrder("one.ts", "two.ts");
        drop.sent.forEach(chunk -> drop.close(chunk, Outcome.State.REGISTERED, null));
        drop.pass(A_WHILE);
        assertThat(s3.keys()).doesNotContain("site/drop/a/one.ts.done", "site/drop/a/one.ts");
    }

    @Test
    void aLostBucketIsAnAlarmAndNotAnEmptyFolder() {
        drop.mapBegun("a", Feed.Complete.QUIET);
        put("a/one.ts", "one");
        drop.pass(Duration.ZERO);
        s3.deleteBucket();
        drop.pass(A_WHILE);
        assertThat(drop.state.isRootMissing()).isTrue();
        assertThat(drop.state.checks())
                .filteredOn(check -> check.name().equals("watcher-drop-root"))
                .allSatisfy(check -> {
                    assertThat(check.state().get().up()).isFalse();
                    assertThat(check.state().get().data().get("reason")).contains("NoSuchBucket", "drop.s3.endpoint");
                });
        s3.createBucket();
        put("a/one.ts", "one");
        drop.pass(A_WHILE);
        assertThat(drop.state.isRootMissing()).isFalse();
        // Put anew, it may be announced anew, but never as another arrival.
        assertThat(drop.sent.stream().map(ChunkArrived::arrival).distinct()).hasSize(1);
    }

    @Test
    void aFolderThatRunsEmptyIsNoAlarm() {
        drop.mapBegun("a", Feed.Complete.QUIET);
        put("a/one.ts", "one");
        drop.pass(Duration.ZERO);
        s3.delete("site/drop/a/one.ts");
        drop.pass(A_WHILE);
        assertThat(drop.state.isRootMissing()).isFalse();
    }

    @Test
    void holdsAnObjectBackUntilALaterOneIsThereWhereTheFeedSaysSo() {
        drop.mapBegun("a", Feed.Complete.SUCCESSOR);
        put("a/x_1.ts", "half");
        drop.pass(Duration.ZERO);
        assertThat(drop.sent).isEmpty();
        put("a/x_1.ts", "whole");
        put("a/x_2.ts", "two");
        drop.pass(Duration.ZERO);
        assertThat(only().file().sha256()).isEqualTo(sha256("whole"));
        drop.pass(DropFixture.QUIET.plus(A_WHILE));
        assertThat(drop.names()).containsExactly("x_1.ts", "x_2.ts");
    }

    @Test
    void looksAtAThousandFoldersWithAHandfulOfCalls() {
        IntStream.rangeClosed(1, 1_000).parallel().forEach(n -> put("cam-" + n + "/x_1.ts", "chunk of " + n));
        drop.pass(Duration.ZERO);
        drop.pass(Duration.ZERO);
        int before = s3.listings();
        drop.pass(Duration.ZERO);
        assertThat(s3.listings() - before).isEqualTo(2);
        assertThat(drop.sent).hasSize(1_000);
    }
}
