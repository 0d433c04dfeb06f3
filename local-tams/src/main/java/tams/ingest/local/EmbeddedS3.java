package tams.ingest.local;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An S3 server in this process, over a folder, that serves nothing without a valid signature (SigV4). */
final class EmbeddedS3 implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedS3.class);

    /** Uploads and downloads at once; more wait. */
    private static final int THREADS_MAX = 32;

    private static final long STOP_TIMEOUT_MS = 2_000;

    /** S3's own limit for one PUT. */
    private static final long OBJECT_BYTES_MAX = 5L << 30;

    /** Pages of any origin may use a signed URL they were given; without one they get nothing. */
    private static final List<String> ANY = List.of("*");

    private static final Pattern UNFINISHED = Pattern.compile("[0-9a-f-]{36}(\\.[a-z0-9]{1,4})?-[0-9a-f-]{36}");

    private final S3Proxy server;
    private final BlobStore blobs;

    private EmbeddedS3(S3Proxy server, BlobStore blobs) {
        this.server = server;
        this.blobs = blobs;
    }

    /** @throws IllegalStateException naming the port when it is taken */
    static EmbeddedS3 start(LocalTamsConfig config, S3Credentials credentials) throws IOException {
        Path folder = Files.createDirectories(
                config.data().toAbsolutePath().normalize().resolve("objects"));
        Properties properties = new Properties();
        properties.setProperty(
                "jclouds.filesystem.basedir", folder.toAbsolutePath().toString());
        BlobStore blobs = BlobStores.create("filesystem-nio2", properties);
        if (!blobs.containerExists(ObjectStore.BUCKET)) {
            blobs.createContainer(ObjectStore.BUCKET);
        }
        deleteBrokenUploads(folder.resolve(ObjectStore.BUCKET));
        S3Proxy server = S3Proxy.builder()
                .blobStore(blobs)
                .endpoint(URI.create("http://" + config.host() + ":" + config.s3Port()))
                .awsAuthentication(AuthenticationType.AWS_V4, credentials.accessKey(), credentials.secretKey())
                .maxSinglePartObjectSize(OBJECT_BYTES_MAX)
                .v4MaxNonChunkedRequestSize(OBJECT_BYTES_MAX)
                .ignoreUnknownHeaders(true)
                .corsRules(new CrossOriginResourceSharing(ANY, List.of("GET", "HEAD", "PUT"), ANY, List.of("ETag"), ""))
                .jettyMaxThreads(THREADS_MAX)
                .stopTimeout(STOP_TIMEOUT_MS)
                .build();
        run(server, config);
        return new EmbeddedS3(server, blobs);
    }

    /** Removes what uploads left behind that were under way when the process was killed: nobody knows these names. */
    private static void deleteBrokenUploads(Path bucket) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(bucket, EmbeddedS3::isUnfinished)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    /** A file is written under its key and a second UUID, and renamed to the key when it is whole. */
    private static boolean isUnfinished(Path file) {
        return UNFINISHED.matcher(file.getFileName().toString()).matches();
    }

    private static void run(S3Proxy server, LocalTamsConfig config) {
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            throw new IllegalStateException(
                    e instanceof BindException || e.getCause() instanceof BindException
                            ? "the S3 port " + config.s3Port() + " on " + config.host()
                                    + " is taken: free it, or choose another with --s3-port (0 takes any)"
                            : "the embedded S3 server does not start: " + e.getMessage(),
                    e);
        }
    }

    int port() {
        return server.getPort();
    }

    BlobStore blobs() {
        return blobs;
    }

    @Override
    public void close() {
        stop(server);
    }

    private static void stop(S3Proxy server) {
        try {
            server.stop();
        } catch (Exception e) {
            LOGGER.atWarn().setCause(e).log("embedded S3 did not stop cleanly");
        }
    }
}
