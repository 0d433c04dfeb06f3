package tams.ingest.watcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.contracts.Feed.Complete.RENAME;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Outcome;

class TidyingTest {

    private static final Duration ONCE = Duration.ZERO;

    @TempDir
    Path root;

    private DropFixture drop() {
        return new DropFixture(root);
    }

    @Test
    void archivesWhatIsRegisteredAndDuplicate() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("a", RENAME);
        drop.drop("a", "x_1.ts", "one");
        drop.drop("a", "x_2.ts", "two");
        drop.drop("a", "x_3.ts", "three");
        drop.pass(ONCE);

        drop.close(drop.sent.get(0), Outcome.State.REGISTERED, null);
        drop.close(drop.sent.get(1), Outcome.State.DUPLICATE, null);
        drop.pass(ONCE);

        assertThat(root.resolve("archive/2026-11-22/a/x_1.ts")).hasContent("one");
        assertThat(root.resolve("archive/2026-11-22/a/x_2.ts")).hasContent("two");
        assertThat(root.resolve("a")).isDirectoryNotContaining("glob:**x_[12].ts");
        assertThat(root.resolve("a/x_3.ts")).exists();
    }

    @Test
    void givesANamesakeInTheArchiveANumber() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("a", RENAME);
        for (String content : List.of("one", "two", "three")) {
            drop.drop("a", "x_1.ts", content);
            drop.pass(ONCE);
            drop.close(drop.sent.get(drop.sent.size() - 1), Outcome.State.REGISTERED, null);
            drop.pass(ONCE);
        }

        Path archive = root.resolve("archive/2026-11-22/a");
        assertThat(archive.resolve("x_1.ts")).hasContent("one");
        assertThat(archive.resolve("x_1.1.ts")).hasContent("two");
        assertThat(archive.resolve("x_1.2.ts")).hasContent("three");
    }

    @Test
    void archivesAFileThatWasRegisteredBeforeTheRestartWithoutAnnouncingIt() throws IOException {
        DropFixture before = drop();
        before.mapBegun("a", RENAME);
        before.drop("a", "x_1.ts", "one");
        before.pass(ONCE);
        DropFixture after = drop();
        after.mapBegun("a", RENAME);
        after.close(before.sent.get(0), Outcome.State.REGISTERED, null);

        after.pass(Duration.ofSeconds(1));

        assertThat(after.sent).isEmpty();
        assertThat(root.resolve("archive/2026-11-22/a/x_1.ts")).hasContent("one");
    }

    /** W9, W22. */
    @Test
    void takesNewBytesUnderAnOldNameForANewChunk() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("a", RENAME);
        Path file = drop.drop("a", "x_1.ts", "one");
        drop.pass(ONCE);
        Files.writeString(file, "other");
        drop.close(drop.sent.get(0), Outcome.State.REGISTERED, null);

        drop.pass(Duration.ofSeconds(1));

        assertThat(drop.sent).hasSize(2);
        assertThat(drop.sent.get(1).arrival()).isNotEqualTo(drop.sent.get(0).arrival());
        assertThat(file).hasContent("other");
    }

    @Test
    void putsPoisonIntoQuarantineWithItsReason() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("a", RENAME);
        drop.drop("a", "x_1.ts", "text");
        drop.pass(ONCE);

        drop.close(drop.sent.get(0), Outcome.State.POISON, "NOT_TS");
        drop.pass(ONCE);

        Path folder = root.resolve("quarantine/not_ts/a");
        assertThat(folder.resolve("x_1.ts")).hasContent("text");
        assertThat(folder.resolve("x_1.ts.reason.txt"))
                .content(UTF_8)
                .contains("feed: a", "a/x_1.ts", drop.sent.get(0).file().sha256(), "because of NOT_TS", "what to do: ");
    }

    @Test
    void putsAConflictIntoItsOwnQuarantineAndNamesBothArrivals() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("a", RENAME);
        drop.drop("a", "x_1.ts", "text");
        drop.pass(ONCE);
        UUID other = new UUID(1, 2);
        Outcome line = DropFixture.line(drop.sent.get(0), Outcome.State.CONFLICT, "OVERLAP");
        drop.ledger.accept(
                line.key(),
                new Outcome(
                        line.feed(),
                        line.arrival(),
                        line.file(),
                        line.state(),
                        line.cause(),
                        line.reason(),
                        null,
                        null,
                        List.of(),
                        1,
                        other,
                        line.after(),
                        line.arrivedAt(),
                        line.at()));

        drop.pass(ONCE);

        assertThat(root.resolve("quarantine/conflict/a/x_1.ts.reason.txt"))
                .content(UTF_8)
                .contains(other.toString(), line.arrival().toString());
    }

    @Test
    void deletesOrKeepsAsTheFeedSays() throws IOException {
        DropFixture drop = drop();
        drop.map(DropFixture.feed("gone", RENAME, Feed.After.DELETE));
        drop.map(DropFixture.feed("kept", RENAME, Feed.After.KEEP));
        drop.drop("gone", "x_1.ts", "one");
        drop.drop("kept", "x_1.ts", "two");
        drop.pass(Duration.ofSeconds(2));
        assertThat(drop.sent).hasSize(2);

        drop.sent.forEach(chunk -> drop.close(chunk, Outcome.State.REGISTERED, null));
        drop.pass(Duration.ofHours(1));

        assertThat(drop.sent).hasSize(2);
        assertThat(root.resolve("gone")).isEmptyDirectory();
        assertThat(root.resolve("kept/x_1.ts")).hasContent("two");
    }

    @Test
    void leavesAFileForTheGraceThatIsConfigured() throws IOException {
        DropFixture drop = new DropFixture(root, root.resolve("archive"), Duration.ofSeconds(10));
        drop.mapBegun("a", RENAME);
        drop.drop("a", "x_1.ts", "one");
        drop.pass(ONCE);
        drop.close(drop.sent.get(0), Outcome.State.REGISTERED, null);

        drop.pass(Duration.ofSeconds(9));
        assertThat(root.resolve("a/x_1.ts")).exists();
        drop.pass(Duration.ofSeconds(2));

        assertThat(root.resolve("archive/2026-11-22/a/x_1.ts")).hasContent("one");
        assertThat(drop.sent).hasSize(1);
    }
}
