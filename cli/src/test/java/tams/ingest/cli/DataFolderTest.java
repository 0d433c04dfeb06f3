package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.kit.ConfigException;

class DataFolderTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void keepsItsNamespaceForGood() throws IOException {
        UUID first = namespace();

        assertThat(namespace()).isEqualTo(first);
    }

    @Test
    void belongsToOneAtATime() throws IOException {
        try (DataFolder held = DataFolder.open(folder)) {
            assertThatThrownBy(() -> DataFolder.open(held.path()))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use");
        }
        assertThat(namespace()).isNotNull();
    }

    @Test
    void saysWhichFileDoesNotHoldANamespace() throws IOException {
        Path file = Files.writeString(folder.resolve("namespace"), "x");

        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void saysWhatIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(file.toString());
    }

    private UUID namespace() throws IOException {
        try (DataFolder data = DataFolder.open(folder)) {
            return data.namespace();
        }
    }
}
