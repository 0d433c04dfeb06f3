package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.contracts.Feed.Complete.RENAME;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Outcome;

/** What the janitor does before and while a file goes for good. */
class LettingGoTest {

    private static final Duration ONCE = Duration.ZERO;

    @TempDir
    Path root;

    private DropFixture drop() {
        return new DropFixture(root);
    }

    /** W6: size, time and inode say that nothing happened; only the bytes know better. */
    @ParameterizedTest
    @EnumSource(
            value = Feed.After.class,
            names = {"ARCHIVE", "DELETE"})
    void neverLetsGoOfOtherBytesThanThoseThatWereRegistered(Feed.After after) throws IOException {
        DropFixture drop = drop();
        drop.mapBegun(DropFixture.feed("a", RENAME, after));
        Path file = drop.drop("a", "x_1.ts", "one");
        FileTime time = Files.getLastModifiedTime(file);
        drop.pass(ONCE);
        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, time);

        drop.close(drop.sent.get(0), Outcome.State.REGISTERED, null);
        drop.pass(Duration.ofSeconds(5));

        assertThat(file).hasContent("two");
        assertThat(drop.sent).hasSize(2);
        assertThat(drop.sent.get(1).arrival()).isNotEqualTo(drop.sent.get(0).arrival());
    }

    @ParameterizedTest
    @EnumSource(
            value = Feed.After.class,
            names = {"ARCHIVE", "DELETE"})
    void treatsADuplicateLikeARegisteredFile(Feed.After after) throws IOException {
        DropFixture drop = drop();
        drop.mapBegun(DropFixture.feed("a", RENAME, after));
        drop.drop("a", "x_1.ts", "one");
        drop.drop("a", "x_1 again.ts", "one");
        drop.pass(ONCE);

        drop.close(drop.sent.get(0), Outcome.State.REGISTERED, null);
        drop.close(drop.sent.get(1), Outcome.State.DUPLICATE, null);
        drop.pass(ONCE);

        assertThat(root.resolve("a")).isEmptyDirectory();
        assertThat(Files.exists(root.resolve("archive/2026-11-22/a/x_1 again.ts")))
                .isEqualTo(after == Feed.After.ARCHIVE);
    }

    /** The watcher was killed after it had moved a file aside and before it saw that somebody had just replaced it. */
    @Test
    void givesBackWhatTookAFilesPlaceWhileItWasDeleted() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("a", RENAME);
        drop.drop("a", "x_1.ts", "one");
        drop.pass(ONCE);
        ChunkArrived registered = drop.sent.get(0);
        drop.close(registered, Outcome.State.REGISTERED, null);
        String aside = FileMover.DELETING + registered.arrival() + "-"
                + registered.file().sha256();
        drop.drop("a", aside, "other");

        drop.pass(Duration.ofSeconds(2));
        assertThat(root.resolve("a/" + aside)).doesNotExist();
        assertThat(root.resolve("a/restored-" + registered.arrival() + ".ts")).hasContent("other");
        drop.drop("a", aside, "one");
        drop.pass(ONCE);

        assertThat(root.resolve("a/" + aside)).doesNotExist();
        assertThat(drop.sent).hasSize(2);
    }

    @Test
    void finishesADeletionThatACrashInterrupted() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("a", RENAME);
        drop.drop("a", "x_1.ts", "one");
        drop.pass(ONCE);
        UUID registered = drop.sent.get(0).arrival();
        drop.drop("a", FileMover.DELETING + registered, "one");
        drop.drop("a", FileMover.DELETING + new UUID(1, 2), "unknown");

        drop.close(drop.sent.get(0), Outcome.State.REGISTERED, null);
        drop.pass(ONCE);

        assertThat(root.resolve("a/" + FileMover.DELETING + registered)).doesNotExist();
        assertThat(root.resolve("a/" + FileMover.DELETING + new UUID(1, 2))).exists();
    }
}
