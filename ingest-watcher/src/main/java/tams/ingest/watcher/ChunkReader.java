package tams.ingest.watcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Evidence;
import tams.ingest.contracts.Measurement;
import tams.ingest.mpegts.ChunkMeter;
import tams.ingest.mpegts.KnownPrograms;

/** Reads a chunk once: measurement and SHA-256 in the same pass. Not thread-safe; keeps its buffer between files. */
public final class ChunkReader {

    /** Longest file that is taken for a chunk, 4 GiB: object stores take no more in one PUT. */
    public static final long CHUNK_BYTES_MAX = 4L << 30;

    /** 4 MiB, and a multiple of 188, 192 and 204: packets are not cut, and few pictures lie across two fillings. */
    public static final int BUFFER_BYTES = 28 * 153_408;

    /** Bytes read at once: they are hashed and measured while they lie in the processor's cache. */
    public static final int PIECE_BYTES = BUFFER_BYTES / 28;

    /** What is hashed of a file that is too long: enough to tell it from others. */
    private static final int HEAD_BYTES = 1 << 20;

    private final byte[] buffer = new byte[BUFFER_BYTES];
    private KnownPrograms programs = KnownPrograms.NONE;

    /**
     * What one pass over a file found.
     *
     * @param bytes the length
     * @param sha256 of the whole file; of its first MiB where it is longer than {@link #CHUNK_BYTES_MAX}, since nobody will
     *     ever read the rest
     * @param measurement null with a fault
     * @param fault null with a measurement
     * @param slices as in {@link Evidence}; empty for a file below {@link Slices#FILE_BYTES_MIN}, and for one too long to be
     *     read
     */
    public record Reading(
            long bytes,
            String sha256,
            @Nullable Measurement measurement,
            ChunkArrived.@Nullable Fault fault,
            List<Integer> slices) {}

    /**
     * What a file says about itself.
     *
     * @param measurement null with a fault
     * @param fault null with a measurement
     */
    public record Measured(@Nullable Measurement measurement, ChunkArrived.@Nullable Fault fault) {}

    /** What is done with the bytes of a pass besides measuring them. */
    private interface Beside {
        void take(byte[] from, int at, int length);
    }

    private record Passed(long bytes, MeasurementMapping.Result result) {}

    /** Reads a file that nothing is known of beforehand. */
    public Reading read(Path file, LinkOption... links) throws IOException {
        return read(file, KnownPrograms.NONE, links);
    }

    /**
     * Reads a file to its end. Whether somebody wrote to it meanwhile is for the caller to find out.
     *
     * @param known what the chunk before listed, for a file without tables; {@link #programs} gives what this one lists
     * @param how {@link LinkOption#NOFOLLOW_LINKS} where a link must not lead elsewhere, and the like
     * @throws IOException when it cannot be opened or read
     */
    Reading read(Path file, KnownPrograms known, OpenOption... how) throws IOException {
        programs = known;
        Set<OpenOption> options = new HashSet<>(List.of(how));
        options.add(StandardOpenOption.READ);
        try (SeekableByteChannel channel = Files.newByteChannel(file, options)) {
            long size = channel.size();
            MessageDigest sha256 = sha256();
            if (size > CHUNK_BYTES_MAX) {
                sha256.update(buffer, 0, fill(channel, 0, HEAD_BYTES));
                return new Reading(size, hex(sha256), null, tooLarge(size), List.of());
            }
            Slices slices = new Slices(size);
            Passed passed = pass(channel, (from, at, length) -> {
                sha256.update(from, at, length);
                slices.push(from, at, length);
            });
            MeasurementMapping.Result result = passed.result();
            return new Reading(passed.bytes(), hex(sha256), result.measurement(), result.fault(), slices.finish());
        }
    }

    /**
     * Measures a file without hashing it: for whoever only wants to look at it, which takes a fraction of the time.
     *
     * @throws IOException when it cannot be opened or read
     */
    public Measured measure(Path file) throws IOException {
        programs = KnownPrograms.NONE;
        try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > CHUNK_BYTES_MAX) {
                return new Measured(null, tooLarge(size));
            }
            MeasurementMapping.Result result =
                    pass(channel, (from, at, length) -> {}).result();
            return new Measured(result.measurement(), result.fault());
        }
    }

    private Passed pass(SeekableByteChannel channel, Beside beside) throws IOException {
        Meter meter = new Meter(ChunkMeter.with(programs));
        long bytes = 0;
        int at = 0;
        int read = fill(channel, at, PIECE_BYTES);
        // A file that grows while it is read ends here; its stamp will show that it grew.
        while (read > 0 && bytes <= CHUNK_BYTES_MAX) {
            beside.take(buffer, at, read);
            meter.lend(buffer, at, read);
            bytes += read;
            at += PIECE_BYTES;
            if (at == BUFFER_BYTES) {
                meter.release();
                at = 0;
            }
            read = fill(channel, at, PIECE_BYTES);
        }
        MeasurementMapping.Result result = meter.finish();
        programs = meter.programs();
        return new Passed(bytes, result);
    }

    /** The programs that the file read last lists, or those that were known before. */
    KnownPrograms programs() {
        return programs;
    }

    private static ChunkArrived.Fault tooLarge(long size) {
        String reason = "the file has " + size + " bytes; a chunk has at most " + CHUNK_BYTES_MAX
                + ": let the encoder cut shorter ones";
        return new ChunkArrived.Fault("TOO_LARGE", reason);
    }

    /** Reads that many bytes to a place in the buffer, fewer only at the file's end. */
    private int fill(SeekableByteChannel channel, int at, int bytes) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(buffer, at, bytes);
        int read = channel.read(target);
        while (read > 0 && target.hasRemaining()) {
            read = channel.read(target);
        }
        return target.position() - at;
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The meter behind a fence: a defect in it makes one chunk a fault, it does not stop a feed. */
    private static final class Meter {

        private final ChunkMeter meter;
        private long bytes;
        private @Nullable RuntimeException defect;

        Meter(ChunkMeter meter) {
            this.meter = meter;
        }

        KnownPrograms programs() {
            return meter.programs();
        }

        void lend(byte[] buffer, int at, int length) {
            guarded(() -> {
                meter.lend(buffer, at, length);
                bytes += length;
            });
        }

        void release() {
            guarded(meter::release);
        }

        private void guarded(Runnable step) {
            if (defect == null) {
                try {
                    step.run();
                } catch (RuntimeException e) {
                    defect = e;
                }
            }
        }

        MeasurementMapping.Result finish() {
            RuntimeException failed = defect;
            if (failed == null) {
                try {
                    return MeasurementMapping.of(meter.finish());
                } catch (RuntimeException e) {
                    failed = e;
                }
            }
            return MeasurementMapping.fault(
                    "NOT_MEASURABLE",
                    "the parser failed after byte " + bytes + " (" + failed
                            + "): a defect of tams-ingest, please report it" + " with the file");
        }
    }
}
