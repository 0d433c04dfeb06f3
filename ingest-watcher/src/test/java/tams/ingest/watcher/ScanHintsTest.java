package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** W21: events are hints. That everything is found without any is what all tests over {@link DropFixture} show. */
@Timeout(60)
class ScanHintsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(50);

    /** An event as the JDK words it. */
    private record Event<T>(
            WatchEvent.Kind<T> kind, @Nullable T context) implements WatchEvent<T> {

        @Override
        public int count() {
            return 1;
        }
    }

    @Test
    void hintsAtTheFolderInWhichAFileGetsItsName(@TempDir Path folder) throws IOException, InterruptedException {
        try (ScanHints hints = ScanHints.open()) {
            hints.watch(folder);
            Path growing = Files.writeString(folder.resolve("x_1.ts.tmp"), "one");
            Files.move(growing, folder.resolve("x_1.ts"), StandardCopyOption.ATOMIC_MOVE);

            // The first may be of the temporary name alone, which is worth nothing.
            var seen = hints.await(PATIENCE);
            seen.addAll(seen.isEmpty() ? hints.await(PATIENCE) : seen);

            assertThat(seen).containsExactly(folder);
        }
    }

    @Test
    void takesLostEventsForAReasonToLookAndTemporaryNamesForNone() {
        var created = StandardWatchEventKinds.ENTRY_CREATE;

        assertThat(ScanHints.isWorthALook(new Event<>(StandardWatchEventKinds.OVERFLOW, null)))
                .isTrue();
        assertThat(ScanHints.isWorthALook(new Event<>(created, Path.of("x_1.ts"))))
                .isTrue();
        assertThat(ScanHints.isWorthALook(new Event<>(created, Path.of("x_1.ts.tmp"))))
                .isFalse();
    }

    @Test
    void goesOnWithoutEventsWhereAFolderGivesNone(@TempDir Path folder) throws InterruptedException {
        try (ScanHints hints = ScanHints.open()) {
            hints.watch(folder.resolve("missing"));

            assertThat(hints.await(Duration.ZERO)).isEmpty();
        }
    }
}
