package tams.ingest.s3;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The calls to one bucket. Thread-safe.
 *
 * <p>A call that is throttled, or gets a 5xx or no answer, is made again by the SDK, with growing pauses; this is the one
 * layer that does so. What is left fails with a {@link BucketException}, and is remembered until a call succeeds.
 */
final class BucketCalls implements AutoCloseable {

    /** Entries of a listing in one answer; S3's own limit. */
    static final int PAGE_MAX = 1_000;

    /** For one call and its repetitions, up to an answer's beginning. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);

    /** For a call that moves an object's bytes: an S3 copies 4 GiB in a minute or two, and a fast line takes as long. */
    static final Duration TRANSFER_TIMEOUT = Duration.ofMinutes(4);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(20);

    private static final int NOT_IMPLEMENTED = 501;

    private final S3Client client;
    private final String bucket;
    private final S3Failures failures;

    BucketCalls(S3Client client, String bucket) {
        this.client = client;
        this.bucket = bucket;
        this.failures = new S3Failures(bucket);
    }

    static BucketCalls open(S3Access access, String bucket) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(SILENCE_TIMEOUT))
                .overrideConfiguration(call -> call.apiCallTimeout(CALL_TIMEOUT).retryStrategy(RetryMode.STANDARD))
                // Other S3s than AWS's do not all know the newer checksums; we compare a SHA-256 of our own.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .region(Region.of(access.region()))
                .forcePathStyle(access.pathStyle())
                .credentialsProvider(credentials(access.keys()));
        URI endpoint = access.endpoint();
        return new BucketCalls((endpoint == null ? builder : builder.endpointOverride(endpoint)).build(), bucket);
    }

    private static AwsCredentialsProvider credentials(S3Access.@Nullable KeyPair keys) {
        return keys == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(keys.accessKey(), keys.secretKey()));
    }

    String bucket() {
        return bucket;
    }

    S3Client client() {
        return client;
    }

    /** What was wrong with the last call that was made, in one line; empty while the bucket answers. */
    Optional<String> trouble() {
        return failures.last();
    }

    /** One page of what lies right below a prefix. */
    ListObjectsV2Response list(String prefix, @Nullable String token, int most) throws IOException {
        return call(
                "list",
                prefix,
                () -> client.listObjectsV2(request -> request.bucket(bucket)
                        .prefix(prefix)
                        .delimiter("/")
                        .encodingType("url")
                        .maxKeys(most)
                        .continuationToken(token)));
    }

    /** One page of all that lies below a prefix, however deep, from behind a key on. */
    ListObjectsV2Response listAll(String prefix, String after) throws IOException {
        return call(
                "list",
                prefix,
                () -> client.listObjectsV2(request -> request.bucket(bucket)
                        .prefix(prefix)
                        .startAfter(after)
                        .encodingType("url")
                        .maxKeys(PAGE_MAX)));
    }

    HeadObjectResponse head(String key) throws IOException {
        return call(
                "look at",
                key,
                () -> client.headObject(request -> request.bucket(bucket).key(key)));
    }

    ObjectAttributes attributes(String key) throws IOException {
        HeadObjectResponse head = head(key);
        return new ObjectAttributes(head.contentLength(), head.lastModified(), ObjectVersion.of(head.eTag()));
    }

    /**
     * An object's bytes from a position on.
     *
     * @param version on condition that this is its content; null for whatever it is
     */
    ResponseInputStream<GetObjectResponse> get(String key, long from, @Nullable ObjectVersion version)
            throws IOException {
        return call(
                "read",
                key,
                () -> client.getObject(request -> request.bucket(bucket)
                        .key(key)
                        .range(from == 0 ? null : "bytes=" + from + "-")
                        .ifMatch(version == null ? null : version.quoted())));
    }

    /**
     * Writes an object, whole or not at all, in place of what has its key.
     *
     * @param sha256 in Base64, for S3s that compare it; null without
     */
    void put(String key, String type, @Nullable String sha256, RequestBody body) throws IOException {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType(type)
                .checksumSHA256(sha256)
                .overrideConfiguration(call -> call.apiCallTimeout(TRANSFER_TIMEOUT))
                .build();
        call("write", key, () -> client.putObject(request, body));
    }

    /**
     * Removes an object; one that is not there is gone already.
     *
     * @param version on condition that this is its content, where the S3 knows conditions on deletions; null for whatever
     *     it is
     */
    void delete(String key, @Nullable ObjectVersion version) throws IOException {
        call("delete", key, () -> {
            try {
                return deleteNow(key, version);
            } catch (S3Exception e) {
                if (version == null || e.statusCode() != NOT_IMPLEMENTED) {
                    throw e;
                }
                return deleteNow(key, null);
            }
        });
    }

    private DeleteObjectResponse deleteNow(String key, @Nullable ObjectVersion version) {
        return client.deleteObject(
                request -> request.bucket(bucket).key(key).ifMatch(version == null ? null : version.quoted()));
    }

    <T> T call(String act, String key, Supplier<T> request) throws IOException {
        try {
            T answer = request.get();
            failures.over();
            return answer;
        } catch (S3Exception e) {
            throw failures.answered(act, key, e);
        } catch (SdkException e) {
            throw failures.unanswered(act, key, e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
