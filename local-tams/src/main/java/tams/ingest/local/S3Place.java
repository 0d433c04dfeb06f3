package tams.ingest.local;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of any S3, where the objects' bytes are kept.
 *
 * @param endpoint of the S3, as clients reach it, for it is signed; null for AWS's own of the region
 * @param bucket exists already
 */
public record S3Place(@Nullable URI endpoint, String region, String bucket, String accessKey, String secretKey) {

    public S3Place {
        if (bucket.isBlank() || region.isBlank() || accessKey.isBlank() || secretKey.isBlank()) {
            throw new IllegalArgumentException("an S3 needs a bucket, a region, an access key and a secret key");
        }
        if (endpoint != null && endpoint.getHost() == null) {
            throw new IllegalArgumentException(
                    "the S3 endpoint '" + endpoint + "' is no URL: expected one such as https://s3.example.com:9000");
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "S3Place[" + endpoint + ", " + region + ", " + bucket + "]";
    }
}
