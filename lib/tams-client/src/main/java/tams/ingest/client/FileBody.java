package tams.ingest.client;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way to a store: sent at the length it had when it was opened, and hashed as it is sent.
 *
 * <p>Read from its beginning whenever the request is made anew. The HTTP client's threads read, the caller's asks.
 */
final class FileBody implements Closeable {

    /** Few system calls, and little memory: at most two of these are alive for each upload. */
    private static final int PART_BYTES = 64 * 1024;

    private final Path file;
    private final SeekableByteChannel channel;
    private final long length;
    private final Progress progress;
    private final boolean withMd5;
    private @Nullable Part last;

    private FileBody(Path file, SeekableByteChannel channel, Progress progress, boolean withMd5) throws IOException {
        this.file = file;
        this.channel = channel;
        this.length = channel.size();
        this.progress = progress;
        this.withMd5 = withMd5;
    }

    /** @param withMd5 whether an ETag is to be compared */
    static FileBody open(Path file, Progress progress, boolean withMd5) throws IOException {
        SeekableByteChannel channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        try {
            return new FileBody(file, channel, progress, withMd5);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    long length() {
        return length;
    }

    BodyPublisher publisher() {
        begin();
        return length == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(this::begin), length);
    }

    private synchronized Iterator<byte[]> begin() {
        Part first = new Part();
        last = first;
        return first;
    }

    /** Whether all of it went out. */
    synchronized boolean isSent() {
        return last != null && last.position == length;
    }

    /** Of what went out, once. */
    synchronized Sums sums() {
        return (last == null ? new Part() : last).checksums.end();
    }

    /** Why the file could not be read to its end; null when it could. */
    synchronized @Nullable IOException failure() {
        return last == null ? null : last.failure;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** One reading of the file. */
    private final class Part implements Iterator<byte[]> {
        private final Checksums checksums = new Checksums(withMd5);
        private long position;
        private @Nullable IOException failure;

        @Override
        public boolean hasNext() {
            synchronized (FileBody.this) {
                return position < length;
            }
        }

        @Override
        public byte[] next() {
            synchronized (FileBody.this) {
                if (position >= length) {
                    throw new NoSuchElementException("the file is sent");
                }
                progress.moved();
                try {
                    return read();
                } catch (IOException e) {
                    failure = e;
                    throw new UncheckedIOException(e);
                }
            }
        }

        private byte[] read() throws IOException {
            ByteBuffer part = ByteBuffer.allocate((int) Math.min(PART_BYTES, length - position));
            channel.position(position);
            while (part.hasRemaining()) {
                int count = channel.read(part);
                if (count < 0) {
                    throw new EOFException(file + " is shorter than it was: " + (position + part.position()) + " of "
                            + length + " bytes");
                }
            }
            checksums.update(part.array(), 0, part.capacity());
            position += part.capacity();
            if (position == length) {
                progress.over();
            }
            return part.array();
        }
    }
}
