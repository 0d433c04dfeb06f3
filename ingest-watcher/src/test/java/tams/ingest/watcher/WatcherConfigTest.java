package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.Settings;

class WatcherConfigTest {

    @TempDir
    Path root;

    private static WatcherConfig config(Map<String, String> values) {
        return WatcherConfig.of(Settings.load(null, Map.of(), values));
    }

    private Map<String, String> valid() {
        return new HashMap<>(Samples.settings(root.toString()));
    }

    @Test
    void hasItsFoldersBelowTheRootUnlessToldOtherwise() throws IOException {
        WatcherConfig config = config(valid());

        assertThat(config.root()).isEqualTo(root.toRealPath());
        assertThat(config.archive()).isEqualTo(root.toRealPath().resolve("archive"));
        assertThat(config.quarantine()).isEqualTo(root.toRealPath().resolve("quarantine"));
        assertThat(config.quiet()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.scan()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.reservedFolders()).containsExactlyInAnyOrder("archive", "quarantine");
    }

    @Test
    void namesEveryMistakeAtOnce() {
        assertThatThrownBy(() -> config(Map.of("drop.scan", "1ms")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("drop.root is not set")
                .hasMessageContaining("tams.namespace is not set")
                .hasMessageContaining("drop.scan");
    }

    @Test
    void refusesARootThatIsMissingOrNoFolderAndDoesNotMakeIt() throws IOException {
        Path missing = root.resolve("missing");
        Map<String, String> values = valid();
        values.put("drop.root", missing.toString());

        assertThatThrownBy(() -> config(values)).hasMessageContaining("drop.root " + missing + " does not exist");
        assertThat(missing).doesNotExist();
        Files.writeString(missing, "a file");
        assertThatThrownBy(() -> config(values)).hasMessageContaining("is not a folder");
    }

    @Test
    void wantsAnArchiveElsewhereToExistSoThatALostMountIsNeverMistakenForIt() throws IOException {
        Path elsewhere = root.resolve("x/archive");
        Map<String, String> values = valid();
        values.put("drop.archive", elsewhere.toString());

        assertThatThrownBy(() -> config(values)).hasMessageContaining("drop.archive " + elsewhere);
        Files.createDirectories(elsewhere);

        assertThat(config(values).archive()).isEqualTo(elsewhere);
    }

    @Test
    void refusesToArchiveIntoTheRootItself() {
        Map<String, String> values = valid();
        values.put("drop.archive", root.toString());
        values.put("drop.quarantine", root.resolve("x/../..").toString());

        assertThatThrownBy(() -> config(values))
                .hasMessageContaining("drop.archive")
                .hasMessageContaining("drop.quarantine");
    }

    @Test
    void leavesItsOwnFoldersOutOfTheFeeds() {
        Map<String, String> values = valid();
        values.put("drop.archive", root.resolve("done").toString());

        assertThat(config(values).reservedFolders()).contains("done", "archive", "quarantine");
    }
}
