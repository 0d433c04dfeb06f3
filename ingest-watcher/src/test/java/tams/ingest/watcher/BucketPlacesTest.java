package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.Settings;
import tams.ingest.s3.S3Server;

/** The drop root and its own places in a bucket: what is taken, what is refused by name. */
class BucketPlacesTest {

    private static S3Server s3;

    @BeforeAll
    static void start() throws Exception {
        s3 = S3Server.start();
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    private static WatcherConfig config(String root, String... more) {
        Map<String, String> flags = new HashMap<>(s3.flags());
        flags.putAll(Samples.settings(root));
        for (int i = 0; i < more.length; i += 2) {
            flags.put(more[i], more[i + 1]);
        }
        return WatcherConfig.of(Settings.load(null, Map.of(), flags));
    }

    @Test
    void liesInABucketWithItsOwnPlacesBelowIt() {
        WatcherConfig config = config("s3://drop/site/");
        assertThat(config.isBucket()).isTrue();
        assertThat(config.root()).hasToString("s3://drop/site");
        assertThat(config.archive()).hasToString("s3://drop/site/archive");
        assertThat(config.reservedFolders()).contains("archive", "quarantine");
        assertThat(config("s3://drop").root()).hasToString("s3://drop/");
    }

    @Test
    void mayHaveItsOwnPlacesElsewhereInTheBucket() {
        WatcherConfig config =
                config("s3://drop/site", "drop.archive", "s3://drop/kept", "drop.quarantine", "s3://drop/q/r");
        assertThat(config.archive()).hasToString("s3://drop/kept");
        assertThat(config.quarantine()).hasToString("s3://drop/q/r");
    }

    @ParameterizedTest
    @CsvSource({
        "drop.archive, s3://other/kept, s3://drop/prefix",
        "drop.quarantine, /srv/quarantine, s3://drop/prefix",
        "drop.archive, s3://drop/site, holds the drop root",
        "drop.archive, s3://drop, holds the drop root",
        "drop.s3.secret_key, '', drop.s3"
    })
    void refusesPlacesThatItCannotMoveTo(String key, String value, String words) {
        assertThatThrownBy(() -> config("s3://drop/site", key, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(words);
    }

    @Test
    void refusesABucketThatSaysNoAndWaitsForOneThatDoesNotAnswer() {
        assertThatThrownBy(() -> config("s3://missing/site"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("drop.root s3://missing/site")
                .hasMessageContaining("NoSuchBucket");
        assertThatThrownBy(() -> config("s3://drop/site", "drop.s3.secret_key", "wrong"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("403")
                .hasMessageNotContaining("wrong");
        assertThat(config("s3://drop/site", "drop.s3.endpoint", "http://127.0.0.1:1")
                        .isBucket())
                .isTrue();
    }

    @Test
    void refusesABucketForWhatLeavesAFolder(@TempDir Path folder) {
        assertThatThrownBy(() -> config(folder.toString(), "drop.archive", "s3://drop/kept"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("drop.archive lies in a bucket");
    }
}
