package tams.ingest.client;

import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Every checksum that an object store may hold against the bytes that pass, computed on the way. Not thread-safe. */
final class Checksums {

    private final MessageDigest sha256 = Sha256.start();
    private final @Nullable MessageDigest md5;
    private final CRC32 crc32 = new CRC32();
    private final CRC32C crc32c = new CRC32C();

    /** @param withMd5 whether an ETag is to be compared; it costs more than all the others */
    Checksums(boolean withMd5) {
        md5 = withMd5 ? Sha256.start("MD5") : null;
    }

    void update(byte[] bytes, int offset, int length) {
        sha256.update(bytes, offset, length);
        if (md5 != null) {
            md5.update(bytes, offset, length);
        }
        crc32.update(bytes, offset, length);
        crc32c.update(bytes, offset, length);
    }

    /** Of all bytes so far, once. */
    Sums end() {
        return new Sums(sha256.digest(), md5 == null ? new byte[0] : md5.digest(), (int) crc32.getValue(), (int)
                crc32c.getValue());
    }
}
