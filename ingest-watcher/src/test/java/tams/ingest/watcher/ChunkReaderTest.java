package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.contracts.Evidence;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.Rational;

class ChunkReaderTest {

    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    private final ChunkReader reader = new ChunkReader();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 188, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 3 * MEBIBYTE, 28 * 153_408, 9 * MEBIBYTE + 1})
    void hashesTheWholeFileWhateverItsLength(int length) throws Exception {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        Path file = Files.write(folder.resolve("a.ts"), bytes);

        ChunkReader.Reading reading = reader.read(file);

        assertThat(reading.bytes()).isEqualTo(length);
        assertThat(reading.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        assertThat(reading.measurement()).isNull();
        assertThat(Objects.requireNonNull(reading.fault()).kind()).isEqualTo(length == 0 ? "EMPTY" : "NOT_TS");
    }

    @Test
    void measuresARealChunk() throws IOException {
        Path root = Path.of(System.getProperty("root.dir", ".")).toAbsolutePath();
        Path chunk = root.resolveSibling("shared/ts-corpus/aws-tams-samples/sample-scripts/segments/bbb_video_004.ts");
        assumeTrue(Files.exists(chunk), "the shared corpus is not beside the project: " + chunk);

        ChunkReader.Reading reading = reader.read(chunk);

        Measurement.Stream video = Objects.requireNonNull(reading.measurement())
                .first(Measurement.Kind.VIDEO, null)
                .orElseThrow();
        assertThat(reading.fault()).isNull();
        assertThat(video.codec()).isEqualTo("h264");
        assertThat(video.frames()).isEqualTo(180);
        assertThat(video.frameTicks()).isEqualTo(Rational.of(3003));
        assertThat(video.startTicks()).isEqualTo(186_006 + 3 * 540_540);
        assertThat(video.endTicks()).isEqualTo(186_006 + 4 * 540_540);
        assertThat(video.keyFrames()).isPositive();
    }

    @Test
    void tellsThePartsOfAChunkWhoseTimeBreaks() throws IOException {
        Path chunks = Path.of(System.getProperty("root.dir"))
                .resolveSibling("shared/ts-corpus/aws-tams-samples/sample-scripts/segments");
        assumeTrue(Files.isDirectory(chunks), "skipped: no corpus of real chunks at " + chunks);
        Path file = Files.copy(chunks.resolve("bbb_video_001.ts"), folder.resolve("a.ts"));
        Files.write(file, Files.readAllBytes(chunks.resolve("bbb_video_012.ts")), StandardOpenOption.APPEND);

        Measurement.Stream video = Objects.requireNonNull(reader.read(file).measurement())
                .streams()
                .get(0);

        assertThat(video.parts())
                .extracting(Measurement.Part::frames, Measurement.Part::startTicks, Measurement.Part::endTicks)
                .containsExactly(tuple(180L, 186_006L, 726_546L), tuple(180L, 6_131_946L, 6_672_486L));
        assertThat(video.parts()).allMatch(part -> part.keyFrames() != null);
    }

    @Test
    void doesNotReadAFileThatIsFarTooLong() throws IOException {
        Path file = folder.resolve("a.ts");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(ChunkReader.CHUNK_BYTES_MAX + 1);
        }

        ChunkReader.Reading reading = reader.read(file);

        assertThat(reading.bytes()).isEqualTo(ChunkReader.CHUNK_BYTES_MAX + 1);
        assertThat(Objects.requireNonNull(reading.fault()).kind()).isEqualTo("TOO_LARGE");
        assertThat(reading.fault().reason()).contains(Long.toString(ChunkReader.CHUNK_BYTES_MAX));
    }

    @Test
    void followsALinkOnlyIfAllowed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.ts"), "x");
        Path link = Files.createSymbolicLink(folder.resolve("b.ts"), file);

        assertThat(reader.read(link).bytes()).isEqualTo(1);
        assertThatThrownBy(() -> reader.read(link, LinkOption.NOFOLLOW_LINKS)).isInstanceOf(IOException.class);
    }

    @Test
    void refusesAFileThatWasReplacedSinceItWasFound() throws IOException {
        Path file = Files.writeString(folder.resolve("a.ts"), "one");
        FileStamp other = new FileStamp(3, 1, "another");
        FoundFile found =
                new FoundFile("f", "a.ts", file, other, Instant.EPOCH, null, Claim.none("f"), Evidence.NONE, false);
        FoundFile gone = new FoundFile(
                "f", "b.ts", folder.resolve("b.ts"), other, Instant.EPOCH, null, Claim.none("f"), Evidence.NONE, false);

        assertThatThrownBy(() -> new MeasureChunk().measure(found)).isInstanceOf(ChangedFileException.class);
        assertThatThrownBy(() -> new MeasureChunk().measure(gone)).isInstanceOf(ChangedFileException.class);
    }
}
