package tams.ingest.local;

import java.net.URI;
import java.time.Duration;
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
        return presigner
                .presignGetObject(request -> request.signatureDuration(urlLifetime)
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
