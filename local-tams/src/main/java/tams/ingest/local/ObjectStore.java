package tams.ingest.local;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The bytes of the objects, and the signed URLs through which clients write and read them.
 *
 * <p>A URL grants what it says to whoever holds it, so none is ever logged. A bucket key is made up for each
 * allocation: it says nothing of the object's id, which may hold any character, and a URL of a past allocation never
 * reaches the bytes of a later one.
 */
final class ObjectStore implements AutoCloseable {

    static final String BUCKET = "tams";
    static final String REGION = "us-east-1";

    private static final Map<String, String> ENDINGS = Map.of(
            "video/mp2t", ".ts",
            "video/mp4", ".mp4",
            "audio/mp4", ".mp4",
            "video/iso.segment", ".m4s",
            "audio/aac", ".aac",
            "audio/mpeg", ".mp3",
            "text/vtt", ".vtt");

    /** The longest that S3 lets a URL live. */
    static final Duration URL_LIFETIME_MAX = Duration.ofDays(7);

    private final BlobStore blobs;
    private final S3Presigner presigner;
    private final Duration urlLifetime;

    ObjectStore(BlobStore blobs, URI endpoint, S3Credentials credentials, Duration urlLifetime) {
        this.blobs = blobs;
        this.urlLifetime = urlLifetime;
        this.presigner = S3Presigner.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(credentials.accessKey(), credentials.secretKey())))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    /** A key nobody has; players judge media by the ending of its name. */
    static String newKey(String contentType) {
        return UUID.randomUUID() + ENDINGS.getOrDefault(contentType, "");
    }

    /** A URL for one PUT of the bytes; the client must send exactly this content type, for it is signed. */
    String putUrl(String storageKey, String contentType) {
        return presigner
                .presignPutObject(request -> request.signatureDuration(urlLifetime)
                        .putObjectRequest(
                                put -> put.bucket(BUCKET).key(storageKey).contentType(contentType)))
                .url()
                .toString();
    }

    String getUrl(String storageKey) {
        return getUrl(storageKey, urlLifetime);
    }

    /** @param lifetime at most {@link #URL_LIFETIME_MAX} */
    String getUrl(String storageKey, Duration lifetime) {
        return presigner
                .presignGetObject(request -> request.signatureDuration(lifetime)
                        .getObjectRequest(get -> get.bucket(BUCKET).key(storageKey)))
                .url()
                .toString();
    }

    /** Whether the bytes have arrived, all of them: a broken upload leaves nothing behind. */
    boolean exists(String storageKey) {
        return blobs.blobExists(BUCKET, storageKey);
    }

    /** Removes the bytes; what is not there is gone already. */
    void delete(String storageKey) {
        blobs.removeBlob(BUCKET, storageKey);
    }

    @Override
    public void close() {
        presigner.close();
    }
}
