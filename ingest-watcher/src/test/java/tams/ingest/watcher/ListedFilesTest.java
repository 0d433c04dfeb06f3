package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.contracts.Feed.Complete.LIST;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Outcome;

/** W1: with {@code complete: list} a file is whole when a list says so, whatever its writer's pace. */
class ListedFilesTest {

    private static final Duration TWO_LOOKS = Duration.ofSeconds(1);
    private static final Duration STALLED = Duration.ofSeconds(20);

    @TempDir
    Path root;

    private DropFixture drop;

    @BeforeEach
    void map() {
        drop = new DropFixture(root);
        drop.mapBegun("a", LIST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list.csv | x_1.ts,0.000000,6.006000",
                "list.csv | /media/out/x_1.ts,0.000000,6.006000",
                "list.csv | \"x_1.ts\",0.0,6.0",
                "list.csv | x_0.ts,0,6\\nx_1.ts,6,12",
                "index.m3u8 | #EXTM3U\\n#EXTINF:6,\\nx_1.ts",
                "index.m3u8 | #EXTM3U\\n#EXTINF:6,\\nhttp://cdn/a%2Fb/x_1.ts?t=1\\n#EXT-X-ENDLIST",
                "x_1.ts.done | ok",
                "x_1.done | ''",
            })
    void takesAFileThatTheWriterListsAtTheNextLook(String list, String content) throws IOException {
        drop.drop("a", "x_1.ts", "one");
        drop.drop("a", "x_2.ts", "two");
        drop.pass(STALLED);
        assertThat(drop.sent).isEmpty();

        drop.drop("a", list, content.replace("\\n", "\n") + "\n");
        drop.pass(TWO_LOOKS);

        assertThat(drop.names()).containsExactly("x_1.ts");
    }

    /** GStreamer's hlssink2 lists a file some milliseconds before it closes it. */
    @Test
    void waitsUntilAListedFileStandsStill() throws IOException {
        Path file = drop.drop("a", "x_1.ts", "one");
        drop.drop("a", "list.csv", "x_1.ts,0,6\n");
        for (int i = 0; i < 5; i++) {
            drop.pass(Duration.ZERO);
            Files.writeString(file, "more", StandardOpenOption.APPEND);
        }
        assertThat(drop.sent).isEmpty();

        drop.pass(TWO_LOOKS);

        assertThat(drop.sent)
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.file().bytes()).isEqualTo(23));
    }

    /** ffmpeg's second_level_segment_* rename a file after the playlist has named it, and never list its first name. */
    @Test
    void takesAFileThatGetsItsListedNameLater() throws IOException {
        Path early = drop.drop("a", "T_0000_00000000_0000000000000.ts", "one");
        drop.drop("a", "index.m3u8", "#EXTM3U\n#EXTINF:2,\nT_0000_00000003_0000002000000.ts\n");
        drop.pass(STALLED);
        assertThat(drop.sent).isEmpty();

        Files.move(early, early.resolveSibling("T_0000_00000003_0000002000000.ts"));
        drop.pass(TWO_LOOKS);

        assertThat(drop.names()).containsExactly("T_0000_00000003_0000002000000.ts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x_1.ts,0,6", "x_1", "x_1.tsx,0,6\n", "x_10.ts,0,6\n", "x_1.ts.tmp,0,6\n"})
    void doesNotTakeHalfALineForAName(String content) throws IOException {
        drop.drop("a", "x_1.ts", "one");
        drop.drop("a", "list.csv", content);

        drop.pass(STALLED);

        assertThat(drop.sent).isEmpty();
    }

    /** The writer was killed: nobody will ever list its last file. */
    @Test
    void takesAFileThatIsNeverListedAfterTenQuietTimes() throws IOException {
        drop.drop("a", "x_1.ts", "one");
        drop.drop("a", "list.csv", "");

        drop.pass(STALLED);
        assertThat(drop.sent).isEmpty();
        drop.pass(Duration.ofSeconds(12));

        assertThat(drop.names()).containsExactly("x_1.ts");
    }

    @Test
    void readsTheEndOfAListThatHasGrownForMonths() throws IOException {
        drop.drop("a", "x_1.ts", "one");
        drop.drop("a", "x_9.ts", "nine");
        drop.drop("a", "list.csv", "x_1.ts,0,6\n" + "long_gone.ts,6,12\n".repeat(100_000) + "x_9.ts,12,18\nx_10.ts,18");

        drop.pass(TWO_LOOKS);

        assertThat(drop.names()).containsExactly("x_9.ts");
    }

    /** Left behind, the marker would vouch for the next file of that name. */
    @ParameterizedTest
    @ValueSource(strings = {"x_1.ts.done", "x_1.done"})
    void removesAMarkerWithItsFile(String marker) throws IOException {
        drop.drop("a", "x_1.ts", "one");
        drop.drop("a", marker, "");
        drop.pass(TWO_LOOKS);
        drop.close(drop.sent.get(0), Outcome.State.REGISTERED, null);
        drop.pass(Duration.ZERO);
        assertThat(root.resolve("a")).isEmptyDirectory();

        drop.drop("a", "x_1.ts", "another");
        drop.pass(STALLED);

        assertThat(drop.names()).containsExactly("x_1.ts");
    }

    @Test
    void leavesMarkersAndListsAloneWhereFilesAreKept() throws IOException {
        drop.mapBegun(DropFixture.feed("k", LIST, Feed.After.KEEP));
        for (String name : List.of("x_1.ts", "x_1.ts.done", "list.csv")) {
            drop.drop("k", name, "x");
        }
        drop.pass(TWO_LOOKS);
        drop.close(drop.sent.get(0), Outcome.State.REGISTERED, null);
        drop.pass(TWO_LOOKS);

        assertThat(root.resolve("k")).isDirectoryContaining("glob:**.done").isDirectoryContaining("glob:**.csv");
    }

    @Test
    void readsNoListThatIsALink() throws IOException {
        drop.drop("a", "x_1.ts", "one");
        Path secret = Files.writeString(root.resolve("secret"), "x_1.ts,0,6\n");
        Files.createSymbolicLink(root.resolve("a/list.csv"), secret);

        drop.pass(STALLED);

        assertThat(drop.sent).isEmpty();
    }
}
