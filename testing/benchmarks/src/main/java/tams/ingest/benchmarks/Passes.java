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

/** The ways to read a file that are compared: each from its first byte to its last, one thread, the same buffer in the same pieces. */
final class Passes {

    private final byte[] buffer = new byte[ChunkReader.BUFFER_BYTES];
    private final ChunkReader reader = new ChunkReader();

    /** Takes the next bytes of the file from the buffer. */
    private interface Sink {
        void take(byte[] bytes, int from, int length);

        /** The buffer is full and will be written to from its start again. */
        default void release() {}
    }

    /** Reads and does nothing; the number of bytes. */
    long read(Path file) throws IOException {
        return pass(file, (bytes, from, length) -> {});
    }

    /** Reads and measures. */
    Measured measure(Path file) throws IOException {
        var meter = new ChunkMeter();
        pass(file, new Sink() {
            @Override
            public void take(byte[] bytes, int from, int length) {
                meter.lend(bytes, from, length);
            }

            @Override
            public void release() {
                meter.release();
            }
        });
        return meter.finish();
    }

    /** Reads and hashes. */
    byte[] hash(Path file) throws IOException {
        var digest = sha256();
        pass(file, digest::update);
        return digest.digest();
    }

    /** Reads, measures and hashes, as the watcher and {@code probe} do. */
    ChunkReader.Reading measureAndHash(Path file) throws IOException {
        return reader.read(file);
    }

    private long pass(Path file, Sink sink) throws IOException {
        long bytes = 0;
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            int at = 0;
            int length = fill(channel, at);
            while (length > 0) {
                sink.take(buffer, at, length);
                bytes += length;
                at += ChunkReader.PIECE_BYTES;
                if (at == buffer.length) {
                    sink.release();
                    at = 0;
                }
                length = fill(channel, at);
            }
        }
        return bytes;
    }

    private int fill(SeekableByteChannel channel, int at) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(buffer, at, ChunkReader.PIECE_BYTES);
        int read = channel.read(target);
        while (read > 0 && target.hasRemaining()) {
            read = channel.read(target);
        }
        return target.position() - at;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
