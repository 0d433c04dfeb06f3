package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 188, 28 * 153_408 + 7})
    void saysTheSameOfAFileThatItDoesNotHash(int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        Path file = Files.write(folder.resolve("a.ts"), bytes);

        assertThat(reader.measure(file).fault())
                .isNotNull()
                .isEqualTo(reader.read(file).fault());
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
        assertThat(reader.measure(chunk).measurement()).isEqualTo(reading.measurement());
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
    void measuresAChunkWithoutTablesByThoseOfItsFeedsLastChunk() throws IOException {
        Path whole = Files.write(folder.resolve("a_1.ts"), Files.readAllBytes(segment("bbb_video_004.ts")));
        Path stripped = Files.write(folder.resolve("a_2.ts"), withoutTables(segment("bbb_video_005.ts")));
        MeasureChunk measure = new MeasureChunk();

        assertThat(measure.measure(found("camera-1", whole)).fault()).isNull();

        Measurement measured = Objects.requireNonNull(
                measure.measure(found("camera-1", stripped)).measurement());
        assertThat(measured.first(Measurement.Kind.VIDEO, null).orElseThrow().startTicks())
                .isEqualTo(186_006 + 4 * 540_540);
        assertThat(measured.warnings()).anyMatch(warning -> warning.startsWith("psi_remembered: "));
        assertThat(Objects.requireNonNull(new MeasureChunk()
                                .measure(found("camera-1", stripped))
                                .measurement())
                        .warnings())
                .anyMatch(warning -> warning.startsWith("psi_guessed: "));
    }

    @Test
    void measuresPlainSound() throws IOException {
        Measurement measured =
                Objects.requireNonNull(reader.read(segment("bbb_audio_004.aac")).measurement());

        assertThat(measured.packetSize()).isZero();
        assertThat(measured.streams()).singleElement().satisfies(sound -> {
            assertThat(sound.codec()).isEqualTo("aac");
            assertThat(sound.hasRange()).isTrue();
        });
    }

    @Test
    void carriesTheLengthOfSoundWithoutTimestamp() throws IOException {
        byte[] frame = new byte[300];
        System.arraycopy(
                new byte[] {-1, (byte) 0xF1, 0x4C, (byte) 0x80, 0x25, (byte) 0x9F, (byte) 0xFC}, 0, frame, 0, 7);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int i = 0; i < 47; i++) {
            file.writeBytes(frame);
        }

        Measurement measured =
                Objects.requireNonNull(reader.read(Files.write(folder.resolve("a.aac"), file.toByteArray()))
                        .measurement());

        assertThat(measured.streams()).singleElement().satisfies(sound -> {
            assertThat(sound.hasLengthOnly()).isTrue();
            assertThat(sound.frames()).isEqualTo(47);
            assertThat(sound.frameTicks()).isEqualTo(Rational.of(1920));
        });
        assertThat(measured.warnings()).anyMatch(warning -> warning.startsWith("no_timestamp: "));
    }

    private static Path segment(String name) {
        Path root = Path.of(System.getProperty("root.dir", ".")).toAbsolutePath();
        Path segments = root.resolveSibling("shared/ts-corpus/aws-tams-samples/sample-scripts/segments");
        assumeTrue(Files.exists(segments), "the shared corpus is not beside the project: " + segments);
        return segments.resolve(name);
    }

    /** The packets of the file but those of PAT and PMT. */
    private static byte[] withoutTables(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; at += 188) {
            int pid = (bytes[at + 1] & 0x1F) << 8 | (bytes[at + 2] & 0xFF);
            if (pid != 0 && pid != 480) {
                rest.write(bytes, at, 188);
            }
        }
        return rest.toByteArray();
    }

    private static FoundFile found(String feed, Path file) throws IOException {
        FileStamp stamp = FileStamp.of(Files.readAttributes(file, BasicFileAttributes.class));
        String name = file.getFileName().toString();
        return new FoundFile(
                feed, name, file, stamp, Instant.EPOCH, null, Claim.none(feed), Evidence.NONE, false, false, false);
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
        assertThat(reader.measure(file).fault()).isEqualTo(reading.fault());
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
        FileStamp other = new FileStamp(3, 1, 77);
        FoundFile found = new FoundFile(
                "f", "a.ts", file, other, Instant.EPOCH, null, Claim.none("f"), Evidence.NONE, false, false, false);
        FoundFile gone = new FoundFile(
                "f",
                "b.ts",
                folder.resolve("b.ts"),
                other,
                Instant.EPOCH,
                null,
                Claim.none("f"),
                Evidence.NONE,
                false,
                false,
                false);

        assertThatThrownBy(() -> new MeasureChunk().measure(found)).isInstanceOf(ChangedFileException.class);
        assertThatThrownBy(() -> new MeasureChunk().measure(gone)).isInstanceOf(ChangedFileException.class);
    }
}
