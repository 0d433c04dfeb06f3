package tams.ingest.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;

/** A file on its way into a bucket, hashed as it is sent. Read from its beginning whenever a request is made anew. */
final class FileBody {

    private final Path file;
    private final long bytes;
    private @Nullable MessageDigest sent;
    private long passed;
    private boolean isShort;
    private @Nullable IOException failure;

    FileBody(Path file, long bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    RequestBody request() {
        return RequestBody.fromContentProvider(this::open, bytes, "video/mp2t");
    }

    private InputStream open() {
        MessageDigest digest = sha256();
        sent = digest;
        passed = 0;
        isShort = false;
        try {
            return new Reading(new DigestInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), digest));
        } catch (IOException e) {
            failure = e;
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether the file turned out to be another while it was sent, by its length or its hash; to be asked once. */
    boolean isOtherThan(String sha256) {
        MessageDigest digest = sent;
        if (isShort || digest == null || passed != bytes) {
            return isShort;
        }
        return !HexFormat.of().formatHex(digest.digest()).equals(sha256);
    }

    /** Throws why the file could not be read, if that is why sending failed. */
    void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /** The file's bytes; tells failures to read it from failures to send. */
    private final class Reading extends FilterInputStream {

        Reading(InputStream in) {
            super(in);
        }

        private void count(int more) {
            isShort |= more < 0 && passed < bytes;
            passed += Math.max(more, 0);
        }

        @Override
        public int read() throws IOException {
            try {
                int value = super.read();
                count(value < 0 ? -1 : 1);
                return value;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                int count = super.read(target, offset, length);
                count(count);
                return count;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
