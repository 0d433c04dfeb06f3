package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.registrar.RegistrationEvent.SourceFaulty.Fault;

class DropRootTest {

    @TempDir
    private Path folder;

    private Path root;

    @BeforeEach
    void lay() throws IOException {
        root = Files.createDirectories(folder.resolve("drop"));
        Files.createDirectories(root.resolve("camera-1"));
        Files.writeString(root.resolve("camera-1/a.ts"), "12345");
        Files.writeString(folder.resolve("secret"), "12345");
    }

    private static ChunkFile chunk(String path) {
        return new ChunkFile(path, 5, "0".repeat(64));
    }

    private Fault fault(String path) {
        return new DropRoot(root).find(chunk(path)).fault().orElseThrow().fault();
    }

    @ParameterizedTest
    @ValueSource(strings = {"camera-1/a.ts", "camera-1/b c\n..ü.ts"})
    void findsAFileWhateverItsName(String path) throws IOException {
        Files.writeString(root.resolve(path), "12345");

        assertThat(new DropRoot(root).find(chunk(path)).file()).contains(root.resolve(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "camera-1/../../secret", "/etc/passwd", "camera-1", ".", "camera-1/\0"})
    void readsNothingButRegularFilesBelowTheRoot(String path) {
        assertThat(fault(path)).isEqualTo(Fault.FORBIDDEN);
    }

    @Test
    void followsNoLink() throws IOException {
        Files.createSymbolicLink(root.resolve("camera-1/link.ts"), folder.resolve("secret"));
        Files.createSymbolicLink(root.resolve("camera-2"), folder);

        assertThat(fault("camera-1/link.ts")).isEqualTo(Fault.FORBIDDEN);
        assertThat(fault("camera-2/secret")).isEqualTo(Fault.FORBIDDEN);
    }

    @Test
    void tellsAFileThatIsGoneFromAFolderThatIs() throws IOException {
        assertThat(fault("camera-1/b.ts")).isEqualTo(Fault.LOST);
        Files.delete(root.resolve("camera-1/a.ts"));
        Files.delete(root.resolve("camera-1"));
        assertThat(fault("camera-1/a.ts")).as("a mount point without its mount").isEqualTo(Fault.ROOT_MISSING);
        Files.delete(root);
        assertThat(fault("camera-1/a.ts")).isEqualTo(Fault.ROOT_MISSING);
    }

    @Test
    void namesWhatChangedWithoutControlCharacters() throws IOException {
        Files.writeString(root.resolve("camera-1/x\n.ts"), "123456");

        assertThat(new DropRoot(root)
                        .find(chunk("camera-1/x\n.ts"))
                        .fault()
                        .orElseThrow()
                        .reason())
                .isEqualTo("the file 'camera-1/x\\u000a.ts' is not what was announced: it is 6 bytes long,"
                        + " announced with 5");
    }
}
