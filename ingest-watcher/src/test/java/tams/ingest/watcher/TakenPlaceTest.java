package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakenPlaceTest {

    @TempDir
    Path folder;

    private final Path source = Path.of("drop/camera-1/x_1.ts");

    @Test
    void goesOnWithThePlaceThatACrashHadTaken() throws IOException {
        Path place = TakenPlace.in(folder, source);

        assertThat(TakenPlace.in(folder, source)).isEqualTo(place).isEqualTo(folder.resolve("x_1.ts"));
        Files.writeString(folder.resolve(TargetNames.reasonOf("x_1.ts")), "written before the crash");
        assertThat(TakenPlace.in(folder, source)).isEqualTo(place);
    }

    @Test
    void leavesOthersTheirPlace() throws IOException {
        Path taken = TakenPlace.in(folder, Path.of("drop/camera-2/x_1.ts"));
        Path next = TakenPlace.in(folder, source);

        assertThat(next).isNotEqualTo(taken);
        assertThatThrownBy(() -> TakenPlace.take(taken, source)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(TakenPlace.isOf(taken, source)).isFalse();
    }

    @Test
    void givesUpAPlaceAndNothingThatLiesThere() throws IOException {
        Path place = TakenPlace.in(folder, source);
        TakenPlace.leave(place);
        TakenPlace.leave(place);
        assertThat(folder).isEmptyDirectory();

        Files.createFile(place);
        TakenPlace.leave(place);
        Path other = Files.createSymbolicLink(folder.resolve("link.ts"), Path.of("elsewhere"));
        TakenPlace.leave(other);

        assertThat(place).exists();
        assertThat(Files.isSymbolicLink(other)).isTrue();
    }
}
