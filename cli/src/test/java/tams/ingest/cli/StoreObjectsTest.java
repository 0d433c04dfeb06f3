package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.Settings;
import tams.ingest.local.S3Place;

class StoreObjectsTest {

    @TempDir
    private Path folder;

    private @Nullable S3Place place(String... keysAndValues) throws IOException {
        Path file = Files.writeString(folder.resolve("empty.yaml"), "");
        Map<String, String> flags = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            flags.put("local_tams.s3." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return StoreObjects.of(Settings.load(file, Map.of(), flags));
    }

    @Test
    void takesItsOwnS3UnlessABucketIsNamed() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");

        assertThat(place()).isNull();
        assertThat(place("bucket", "media", "access_key", "a", "secret_key_file", secret.toString()))
                .isEqualTo(new S3Place(null, "us-east-1", "media", "a", "s3cret"));
        assertThat(place(
                        "bucket",
                        "m",
                        "access_key",
                        "a",
                        "secret_key",
                        "s",
                        "endpoint",
                        "http://s3:9000/",
                        "region",
                        "x"))
                .isEqualTo(new S3Place(URI.create("http://s3:9000"), "x", "m", "a", "s"));
    }

    @Test
    void namesTheKeyThatIsMissing() {
        assertThatThrownBy(() -> place("endpoint", "http://s3:9000"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("local_tams.s3.bucket is missing");
        assertThatThrownBy(() -> place("bucket", "m")).hasMessageContaining("local_tams.s3.access_key is missing");
        assertThatThrownBy(() -> place("bucket", "m", "access_key", "a"))
                .hasMessageContaining("local_tams.s3.secret_key is missing");
    }
}
