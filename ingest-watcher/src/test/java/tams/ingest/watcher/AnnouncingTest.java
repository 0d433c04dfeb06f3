package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.contracts.Feed.Complete.RENAME;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedPaused;
import tams.ingest.contracts.Outcome;

class AnnouncingTest {

    private static final Duration ONCE = Duration.ZERO;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

    @TempDir
    Path root;

    private DropFixture drop() {
        return new DropFixture(root);
    }

    @Test
    void servesFeedsInTurnAndEachInOrder() throws IOException {
        DropFixture drop = drop();
        for (String feed : List.of("a", "b", "c")) {
            drop.mapBegun(feed, RENAME);
            for (int i = 12; i > 0; i--) {
                drop.drop(feed, "x_" + i + ".ts", feed + i);
            }
        }

        drop.pass(ONCE);

        assertThat(drop.sent).hasSize(36);
        for (int round = 0; round < 12; round++) {
            List<ChunkArrived> served = drop.sent.subList(round * 3, round * 3 + 3);
            assertThat(served).extracting(ChunkArrived::feed).containsExactlyInAnyOrder("a", "b", "c");
            assertThat(served).extracting(ChunkArrived::sequence).containsOnly(round + 1L);
        }
    }

    @Test
    void leavesNoMoreThanTheLimitUnanswered() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("a", RENAME);
        drop.mapBegun("b", RENAME);
        for (int i = 0; i < FeedFolder.UNANSWERED_MAX + 5; i++) {
            drop.drop("a", "x_" + i + ".ts", "a" + i);
        }
        drop.pass(LONG_ENOUGH);
        drop.drop("b", "x_1.ts", "b");
        drop.pass(ONCE);
        assertThat(drop.sent).hasSize(FeedFolder.UNANSWERED_MAX + 1);

        drop.sent.stream().limit(3).toList().forEach(chunk -> drop.close(chunk, Outcome.State.PENDING, null));
        drop.pass(ONCE);

        assertThat(drop.sent).hasSize(FeedFolder.UNANSWERED_MAX + 4);
    }

    /** W20: an event or its trace may have been lost on the way. */
    @Test
    void announcesAgainWhatGotNoLineAndStopsWhenItDoes() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("a", RENAME);
        drop.drop("a", "x_1.ts", "x");
        drop.pass(Duration.ofSeconds(29));
        assertThat(drop.sent).hasSize(1);

        drop.pass(Duration.ofSeconds(2));
        assertThat(drop.sent).hasSize(2);
        drop.close(drop.sent.get(0), Outcome.State.PENDING, null);
        drop.pass(Duration.ofMinutes(9));

        assertThat(drop.sent).hasSize(2);
        assertThat(drop.sent.get(1)).isEqualTo(drop.sent.get(0));
        assertThat(drop.meters.get("tams.ingest.chunks.detected").counter().count())
                .isEqualTo(1);
    }

    @Test
    void announcesTheFilesOfAnUnmappedFolderOnceAndAgainWhenAFeedClaimsIt() throws IOException {
        DropFixture drop = drop();
        drop.drop("Kamera 1", "x_1.ts", "one");
        drop.pass(LONG_ENOUGH);
        assertThat(drop.sent).singleElement().satisfies(chunk -> {
            assertThat(chunk.feed()).isEqualTo("Kamera 1");
            assertThat(chunk.settings()).isNull();
        });
        drop.close(drop.sent.get(0), Outcome.State.PARKED, "UNMAPPED");
        drop.pass(Duration.ofHours(1));
        assertThat(drop.sent).hasSize(1);

        Feed plain = Feed.named("camera-1");
        drop.map(new Feed(
                plain.id(),
                "Kamera 1",
                null,
                plain.complete(),
                false,
                null,
                null,
                plain.essence(),
                plain.timeline(),
                plain.after(),
                plain.flow()));
        drop.pass(LONG_ENOUGH);

        assertThat(drop.sent).hasSize(2);
        assertThat(drop.sent.get(1).feed()).isEqualTo("camera-1");
        assertThat(drop.sent.get(1).settings()).isNotNull();
    }

    @Test
    void announcesParkedFilesAfterARestartIfTheirFolderHasBeenClaimed() throws IOException {
        DropFixture drop = drop();
        drop.drop("camera-1", "x_1.ts", "one");
        drop.pass(LONG_ENOUGH);
        DropFixture after = drop();
        after.close(drop.sent.get(0), Outcome.State.PARKED, "UNMAPPED");
        after.map(Feed.named("camera-1"));

        after.pass(LONG_ENOUGH);

        assertThat(after.sent)
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.settings()).isNotNull());
    }

    @Test
    void leavesThePausedFeedsFilesWhereTheyAreAndTidiesUpWhatWasAnnouncedBefore() throws IOException {
        DropFixture drop = new DropFixture(root);
        drop.mapBegun("a", RENAME);
        drop.mapBegun("b", RENAME);
        drop.drop("a", "x_1.ts", "one");
        drop.pass(ONCE);
        drop.feeds.accept("a/paused", new FeedPaused("a", DropFixture.NOW));
        drop.drop("a", "x_3.ts", "three");
        drop.drop("a", "x_2.ts", "two");
        drop.drop("b", "x_1.ts", "of b");
        drop.close(drop.sent.get(0), Outcome.State.REGISTERED, null);

        drop.pass(Duration.ofHours(1));
        assertThat(drop.sent).extracting(chunk -> chunk.file().path()).startsWith("a/x_1.ts", "b/x_1.ts");
        assertThat(drop.names()).doesNotContain("x_2.ts", "x_3.ts");
        assertThat(root.resolve("a/x_1.ts")).doesNotExist();
        assertThat(root.resolve("a")).isDirectoryContaining("glob:**x_2.ts");
        drop.feeds.accept("a/paused", null);
        drop.pass(Duration.ofSeconds(1));

        assertThat(drop.names()).containsSubsequence("x_2.ts", "x_3.ts");
    }

    /** W14, W15. */
    @Test
    void drainsABacklogInNumericOrder() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("a", RENAME);
        for (int i : IntStream.range(0, 300).map(i -> (i * 7) % 300).toArray()) {
            drop.drop("a", "x_" + i + ".ts", "content " + i);
        }

        drop.pass(LONG_ENOUGH);

        assertThat(drop.sent)
                .extracting(ChunkArrived::sequence)
                .containsExactlyElementsOf(
                        IntStream.range(0, 300).mapToObj(i -> (long) i).toList());
    }
}
