package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.contracts.Feed.After.ARCHIVE;
import static tams.ingest.contracts.Feed.Complete.QUIET;
import static tams.ingest.contracts.Feed.Complete.RENAME;
import static tams.ingest.contracts.Feed.Complete.SUCCESSOR;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Ids;

class FinishedFileTest {

    private static final Duration ONCE = Duration.ZERO;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

    @TempDir
    Path root;

    private DropFixture drop() {
        return new DropFixture(root);
    }

    /** W2: whatever time a file claims to be from. */
    @Test
    void announcesARenamedFileAtFirstSight() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("camera-1", RENAME);
        Path file = drop.drop("camera-1", "a_7.ts", "not a stream");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2099-01-01T00:00:00Z")));

        drop.pass(ONCE);

        assertThat(drop.sent).singleElement().satisfies(chunk -> {
            assertThat(chunk.feed()).isEqualTo("camera-1");
            assertThat(chunk.file().path()).isEqualTo("camera-1/a_7.ts");
            assertThat(chunk.file().bytes()).isEqualTo(12);
            assertThat(chunk.arrival()).isEqualTo(Ids.arrival("camera-1", chunk.file()));
            assertThat(chunk.sequence()).isEqualTo(7);
            assertThat(chunk.modifiedAt()).isEqualTo("2099-01-01T00:00:00Z");
            assertThat(chunk.at()).isEqualTo(DropFixture.NOW);
            assertThat(chunk.fault()).isNotNull();
            assertThat(chunk.settings()).isNotNull();
        });
    }

    @Test
    void waitsForAGrowingFileToBeQuiet() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("camera-1", QUIET);
        Path file = drop.drop("camera-1", "a_1.ts", "a");
        for (int i = 0; i < 10; i++) {
            drop.pass(ONCE);
            Files.writeString(file, "more", StandardOpenOption.APPEND);
        }
        assertThat(drop.sent).isEmpty();

        drop.pass(LONG_ENOUGH);

        assertThat(drop.sent)
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.file().bytes()).isEqualTo(41));
    }

    @ParameterizedTest
    @EnumSource(Feed.Complete.class)
    void announcesAnEmptyFileAsAFaultOnceItIsQuiet(Feed.Complete policy) throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("camera-1", policy);
        drop.drop("camera-1", "a_1.ts", "");
        drop.drop("camera-1", "a_2.ts", "");

        drop.pass(ONCE);
        assertThat(drop.sent).isEmpty();
        // Where the writer gives a sign, one without content may only wait for its writer's buffer.
        boolean isSigned = policy == Feed.Complete.SUCCESSOR || policy == Feed.Complete.LIST;
        drop.pass(isSigned ? LONG_ENOUGH.multipliedBy(6) : LONG_ENOUGH);

        assertThat(drop.faults()).containsExactly("EMPTY", "EMPTY");
    }

    @Test
    void takesASuccessorAsASignAndQuietForTheLast() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("camera-1", SUCCESSOR);
        drop.drop("camera-1", "a_9.ts", "nine");
        drop.drop("camera-1", "a_10.ts", "ten");
        drop.drop("camera-1", "b_11.ts", "another stream");

        drop.pass(Duration.ofSeconds(1));
        assertThat(drop.names()).containsExactly("a_9.ts");
        drop.pass(LONG_ENOUGH);

        assertThat(drop.names()).containsExactly("a_9.ts", "a_10.ts", "b_11.ts");
    }

    @Test
    void takesALaterTimeInANameForASuccessor() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("camera-1", SUCCESSOR);
        drop.drop("camera-1", "cam_20261122_214731.ts", "second");
        drop.drop("camera-1", "cam_20261122_214725.ts", "first");

        drop.pass(Duration.ofSeconds(1));
        assertThat(drop.names()).containsExactly("cam_20261122_214725.ts");
        drop.pass(LONG_ENOUGH);

        assertThat(drop.names()).containsExactly("cam_20261122_214725.ts", "cam_20261122_214731.ts");
    }

    @Test
    void startsAFeedWithItsLowestChunkThoughItIsFinishedLast() throws IOException {
        DropFixture drop = drop();
        drop.map(DropFixture.feed("camera-1", QUIET, ARCHIVE));
        drop.drop("camera-1", "v_005.ts", "5");
        drop.drop("camera-1", "v_004.ts", "4");
        Path lowest = drop.drop("camera-1", "v_001.ts", "1");
        for (int i = 0; i < 20; i++) {
            drop.pass(ONCE);
            Files.writeString(lowest, "more", StandardOpenOption.APPEND);
        }
        assertThat(drop.sent).isEmpty();

        drop.pass(LONG_ENOUGH);

        assertThat(drop.names()).containsExactly("v_001.ts", "v_004.ts", "v_005.ts");
    }

    @Test
    void startsAFeedWithoutItsLowestChunkWhenThatIsNeverFinished() throws IOException {
        DropFixture drop = drop();
        drop.map(DropFixture.feed("camera-1", QUIET, ARCHIVE));
        drop.drop("camera-1", "v_005.ts", "5");
        Path lowest = drop.drop("camera-1", "v_001.ts", "1");

        for (int i = 0; i < FirstChunk.HOLD_MAX.toSeconds() + 10; i++) {
            drop.pass(ONCE);
            Files.writeString(lowest, "more", StandardOpenOption.APPEND);
        }

        assertThat(drop.names()).containsExactly("v_005.ts");
    }

    @Test
    void startsAFeedWithFilesThatAppearOneByOneInTheRightOrder() throws IOException {
        DropFixture drop = drop();
        drop.map(DropFixture.feed("camera-1", RENAME, ARCHIVE));
        drop.drop("camera-1", "v_5.ts", "5");
        drop.pass(ONCE);
        drop.drop("camera-1", "v_4.ts", "4");

        drop.pass(LONG_ENOUGH);

        assertThat(drop.names()).containsExactly("v_4.ts", "v_5.ts");
    }
}
