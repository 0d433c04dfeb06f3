package tams.ingest.s3;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;
import tams.ingest.kit.BucketAddress;
import tams.ingest.kit.Settings;

/** A real S3 over HTTP with one bucket, kept in memory, and the hands of somebody else who writes to it. */
public final class S3Server implements AutoCloseable {

    public static final String BUCKET = "drop";

    private static final String ACCESS_KEY = "test-access-key";
    private static final String SECRET_KEY = "test-secret-key";

    private final S3Proxy server;
    private final S3Client client;

    private final AtomicInteger listings;

    private S3Server(S3Proxy server, AtomicInteger listings) {
        this.server = server;
        this.listings = listings;
        this.client = S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build();
    }

    public static S3Server start() throws Exception {
        AtomicInteger listings = new AtomicInteger();
        S3Proxy server = S3Proxy.builder()
                .blobStore(new ForwardingBlobStore(BlobStores.create("transient-nio2", new Properties())) {
                    @Override
                    public ListObjectsV2Response list(ListObjectsV2Request request) {
                        listings.incrementAndGet();
                        return super.list(request);
                    }
                })
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .ignoreUnknownHeaders(true)
                .build();
        server.start();
        S3Server started = new S3Server(server, listings);
        started.client.createBucket(request -> request.bucket(BUCKET));
        return started;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** The keys of a configuration that reaches this server. */
    public Map<String, String> flags() {
        return flags(endpoint());
    }

    static Map<String, String> flags(URI endpoint) {
        Map<String, String> flags = new HashMap<>();
        flags.put("drop.s3.endpoint", endpoint.toString());
        flags.put("drop.s3.access_key", ACCESS_KEY);
        flags.put("drop.s3.secret_key", SECRET_KEY);
        return flags;
    }

    /** A place in the bucket. */
    public Path place(String prefix) {
        return place(endpoint(), BUCKET, prefix);
    }

    static Path place(URI endpoint, String bucket, String prefix) {
        Settings settings = Settings.load(null, Map.of(), flags(endpoint));
        return Bucket.open(settings, new BucketAddress(bucket, prefix));
    }

    public void put(String key, byte[] content) {
        client.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
    }

    public void put(String key, String content) {
        put(key, content.getBytes(StandardCharsets.UTF_8));
    }

    public String text(String key) {
        return client.getObjectAsBytes(request -> request.bucket(BUCKET).key(key))
                .asUtf8String();
    }

    /** How often the bucket has been listed, by anybody. */
    public int listings() {
        return listings.get();
    }

    /** Uploads in parts that were begun and neither completed nor given up. */
    public int uploadsUnderWay() {
        return client.listMultipartUploads(request -> request.bucket(BUCKET))
                .uploads()
                .size();
    }

    /** All keys there are. */
    public List<String> keys() {
        return client.listObjectsV2Paginator(request -> request.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    public void delete(String key) {
        client.deleteObject(request -> request.bucket(BUCKET).key(key));
    }

    /** Takes the whole bucket away. */
    public void deleteBucket() {
        keys().forEach(this::delete);
        client.deleteBucket(request -> request.bucket(BUCKET));
    }

    public void createBucket() {
        client.createBucket(request -> request.bucket(BUCKET));
    }

    @Override
    public void close() {
        client.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 does not stop", e);
        }
    }
}
