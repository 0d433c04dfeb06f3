package tams.ingest.local;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bucket of an S3 that somebody else runs. */
final class ExternalS3 implements Bucket {

    /** For one call and its repetitions; they carry no media. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int NOT_FOUND = 404;

    private final S3Client client;
    private final String bucket;

    private ExternalS3(S3Client client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    /** @throws IllegalStateException in one line, when the bucket cannot be reached with these keys */
    static ExternalS3 open(S3Place place) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(CALL_TIMEOUT))
                .overrideConfiguration(call -> call.apiCallTimeout(CALL_TIMEOUT))
                .region(Region.of(place.region()))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(place.accessKey(), place.secretKey())));
        URI endpoint = place.endpoint();
        S3Client client = (endpoint == null ? builder : builder.endpointOverride(endpoint)).build();
        try {
            client.headBucket(request -> request.bucket(place.bucket()));
        } catch (SdkException e) {
            client.close();
            throw new IllegalStateException(
                    "the bucket " + place.bucket() + " at " + (endpoint == null ? "AWS " + place.region() : endpoint)
                            + " cannot be used (" + words(e)
                            + "): does it exist, may these keys use it, is the endpoint right? See local_tams.s3.*",
                    e);
        }
        return new ExternalS3(client, place.bucket());
    }

    private static String words(SdkException failure) {
        return failure instanceof S3Exception answer
                ? "it answered " + answer.statusCode()
                : String.valueOf(failure.getMessage());
    }

    @Override
    public boolean holds(String key) {
        try {
            client.headObject(request -> request.bucket(bucket).key(key));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void remove(String key) {
        client.deleteObject(request -> request.bucket(bucket).key(key));
    }

    @Override
    public void close() {
        client.close();
    }
}
