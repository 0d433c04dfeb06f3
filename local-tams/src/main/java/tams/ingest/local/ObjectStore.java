package tams.ingest.local;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
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

    private final Bucket bytes;
    private final S3Place place;
    private final S3Presigner presigner;
    private final Duration urlLifetime;

    /** @param place how clients reach {@code bytes} */
    ObjectStore(Bucket bytes, S3Place place, Duration urlLifetime) {
        this.bytes = bytes;
        this.place = place;
        this.urlLifetime = urlLifetime;
        S3Presigner.Builder builder = S3Presigner.builder()
                .region(Region.of(place.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(place.accessKey(), place.secretKey())))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build());
        URI endpoint = place.endpoint();
        this.presigner = (endpoint == null ? builder : builder.endpointOverride(endpoint)).build();
    }

    /** Where clients reach it. */
    URI url() {
        URI endpoint = place.endpoint();
        return endpoint == null ? URI.create("https://s3." + place.region() + ".amazonaws.com") : endpoint;
    }

    String product() {
        return bytes instanceof EmbeddedS3 ? "s3proxy" : "s3";
    }

    String region() {
        return place.region();
    }

    /** A key nobody has; players judge media by the ending of its name. */
    static String newKey(String contentType) {
        return UUID.randomUUID() + ENDINGS.getOrDefault(contentType, "");
    }

    /** A URL for one PUT of the bytes; the client must send exactly this content type, for it is signed. */
    String putUrl(String storageKey, String contentType) {
        return presigner
                .presignPutObject(request -> request.signatureDuration(urlLifetime)
                        .putObjectRequest(put ->
                                put.bucket(place.bucket()).key(storageKey).contentType(contentType)))
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
                        .getObjectRequest(get -> get.bucket(place.bucket()).key(storageKey)))
                .url()
                .toString();
    }

    /** Whether the bytes have arrived, all of them: a broken upload leaves nothing behind. */
    boolean exists(String storageKey) {
        return bytes.holds(storageKey);
    }

    /** Removes the bytes; what is not there is gone already. */
    void delete(String storageKey) {
        bytes.remove(storageKey);
    }

    @Override
    public void close() {
        presigner.close();
    }
}
