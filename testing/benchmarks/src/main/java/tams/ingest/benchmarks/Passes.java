package tams.ingest.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import tams.ingest.mpegts.ChunkMeter;
import tams.ingest.mpegts.Measured;
import tams.ingest.watcher.ChunkReader;

/** The ways to read a file that are compared: each from its first byte to its last, one thread, the same buffer size. */
final class Passes {

    private final byte[] buffer = new byte[ChunkReader.BUFFER_BYTES];
    private final ChunkReader reader = new ChunkReader();

    /** Takes the next bytes of the file from the buffer. */
    private interface Sink {
        void take(byte[] bytes, int length);
    }

    /** Reads and does nothing; the number of bytes. */
    long read(Path file) throws IOException {
        return pass(file, (bytes, length) -> {});
    }

    /** Reads and measures. */
    Measured measure(Path file) throws IOException {
        var meter = new ChunkMeter();
        pass(file, (bytes, length) -> meter.push(bytes, 0, length));
        return meter.finish();
    }

    /** Reads and hashes. */
    byte[] hash(Path file) throws IOException {
        var digest = sha256();
        pass(file, (bytes, length) -> digest.update(bytes, 0, length));
        return digest.digest();
    }

    /** Reads, measures and hashes, as the watcher and {@code probe} do. */
    ChunkReader.Reading measureAndHash(Path file) throws IOException {
        return reader.read(file);
    }

    private long pass(Path file, Sink sink) throws IOException {
        long bytes = 0;
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            int length = fill(channel);
            while (length > 0) {
                sink.take(buffer, length);
                bytes += length;
                length = fill(channel);
            }
        }
        return bytes;
    }

    private int fill(SeekableByteChannel channel) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(buffer);
        int read = channel.read(target);
        while (read > 0 && target.hasRemaining()) {
            read = channel.read(target);
        }
        return target.position();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
