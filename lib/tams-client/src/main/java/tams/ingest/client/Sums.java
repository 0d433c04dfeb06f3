package tams.ingest.client;

import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The checksums of an object, to be held against what a store's answer says: S3's headers, Google's, and the ETag. */
final class Sums {

    /** An MD5 in hex; ETags of objects that came in parts have a count behind it and are no MD5. */
    private static final Pattern MD5_ETAG = Pattern.compile("\"?([0-9a-fA-F]{32})\"?");

    private final byte[] sha256;
    private final byte[] md5;
    private final byte[] crc32;
    private final byte[] crc32c;

    /** @param md5 empty when it was not computed */
    Sums(byte[] sha256, byte[] md5, int crc32, int crc32c) {
        this.sha256 = sha256;
        this.md5 = md5;
        this.crc32 = bytes(crc32);
        this.crc32c = bytes(crc32c);
    }

    private static byte[] bytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    /** In lower-case hex. */
    String sha256() {
        return HexFormat.of().formatHex(sha256);
    }

    /** The name of a header that says that the object is another; empty when none does. */
    Optional<String> contradictedBy(HttpHeaders headers) {
        for (Map.Entry<String, byte[]> sum : byHeader().entrySet()) {
            if (headers.firstValue(sum.getKey())
                    .filter(said -> differs(said, sum.getValue()))
                    .isPresent()) {
                return Optional.of(sum.getKey());
            }
        }
        Map<String, byte[]> google = Map.of("md5", md5, "crc32c", crc32c);
        for (String said : String.join(",", headers.allValues("x-goog-hash")).split(",", -1)) {
            String[] pair = said.strip().split("=", 2);
            if (pair.length == 2 && google.containsKey(pair[0]) && differs(pair[1], google.get(pair[0]))) {
                return Optional.of("x-goog-hash");
            }
        }
        return etagDiffers(headers) ? Optional.of("ETag") : Optional.empty();
    }

    private Map<String, byte[]> byHeader() {
        Map<String, byte[]> sums = new LinkedHashMap<>();
        sums.put("x-amz-checksum-sha256", sha256);
        sums.put("x-amz-checksum-crc32", crc32);
        sums.put("x-amz-checksum-crc32c", crc32c);
        sums.put("Content-MD5", md5);
        return sums;
    }

    /** What is no checksum of this length (one of several parts, or nothing we know) says nothing. */
    private static boolean differs(String base64, byte[] own) {
        try {
            byte[] said = Base64.getDecoder().decode(base64.strip());
            return said.length == own.length && !Arrays.equals(said, own);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Under a key of one's own, S3's ETag looks like an MD5 and is none. */
    private boolean etagDiffers(HttpHeaders headers) {
        boolean encrypted = headers.firstValue("x-amz-server-side-encryption-customer-algorithm")
                        .isPresent()
                || headers.firstValue("x-amz-server-side-encryption")
                        .filter(way -> !way.equals("AES256"))
                        .isPresent();
        return md5.length > 0
                && !encrypted
                && headers.firstValue("ETag")
                        .map(MD5_ETAG::matcher)
                        .filter(etag -> etag.matches()
                                && !etag.group(1)
                                        .toLowerCase(Locale.ROOT)
                                        .equals(HexFormat.of().formatHex(md5)))
                        .isPresent();
    }
}
