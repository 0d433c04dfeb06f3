package tams.ingest.s3;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * One object's bytes, streamed. All of them are of one version: a connection that breaks is made again from where it broke,
 * on condition that the object is still the same. Not thread-safe.
 */
final class ObjectChannel implements SeekableByteChannel {

    /** Connections for one reading that bring nothing, one after the other, before it fails. */
    static final int BREAKS_MAX = 3;

    private static final int PART_BYTES = 64 << 10;

    private final BucketCalls calls;
    private final String key;
    private final ObjectVersion version;
    private final long size;
    private @Nullable ResponseInputStream<GetObjectResponse> body;
    private long position;
    private boolean open = true;

    private ObjectChannel(BucketCalls calls, String key, ResponseInputStream<GetObjectResponse> body) {
        this.calls = calls;
        this.key = key;
        this.body = body;
        this.version = ObjectVersion.of(body.response().eTag());
        this.size = body.response().contentLength();
    }

    /**
     * Asks for an object.
     *
     * @param wanted null for whatever it is
     * @throws NoSuchFileException when it is not there, or has other content than wanted
     */
    static ObjectChannel open(BucketCalls calls, String key, @Nullable ObjectVersion wanted) throws IOException {
        return new ObjectChannel(calls, key, calls.get(key, 0, wanted));
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        if (position >= size) {
            return -1;
        }
        if (!target.hasRemaining()) {
            return 0;
        }
        byte[] part = target.hasArray() ? target.array() : new byte[Math.min(PART_BYTES, target.remaining())];
        int offset = target.hasArray() ? target.arrayOffset() + target.position() : 0;
        int count = readSome(part, offset, target.hasArray() ? target.remaining() : part.length);
        if (target.hasArray()) {
            target.position(target.position() + count);
        } else {
            target.put(part, 0, count);
        }
        position += count;
        return count;
    }

    private int readSome(byte[] part, int offset, int length) throws IOException {
        for (int breaks = 1; ; breaks++) {
            try {
                int count = stream().read(part, offset, length);
                if (count > 0) {
                    return count;
                }
                throw new EOFException("the S3 ended object " + key + " after " + position + " of " + size + " bytes");
            } catch (NoSuchFileException e) {
                throw e;
            } catch (IOException | SdkException e) {
                drop();
                if (breaks >= BREAKS_MAX || Thread.currentThread().isInterrupted()) {
                    throw e instanceof IOException broken ? broken : new IOException("reading was broken off", e);
                }
            }
        }
    }

    private ResponseInputStream<GetObjectResponse> stream() throws IOException {
        ResponseInputStream<GetObjectResponse> known = body;
        if (known == null) {
            known = calls.get(key, position, version);
            body = known;
        }
        return known;
    }

    /** Without reading the rest, which may be gigabytes; after the last byte the connection is kept for the next object. */
    private void drop() {
        if (body == null) {
            return;
        }
        try {
            if (position >= size) {
                body.close();
            } else {
                body.abort();
            }
        } catch (IOException e) {
            body.abort();
        } finally {
            body = null;
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long next) {
        if (next != position) {
            drop();
            position = next;
        }
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long bytes) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        drop();
    }
}
