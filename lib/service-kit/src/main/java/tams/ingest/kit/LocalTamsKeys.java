package tams.ingest.kit;

import static tams.ingest.kit.Setting.key;
import static tams.ingest.kit.Setting.secret;
import static tams.ingest.kit.ValueForms.port;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Function;

/** The keys of the store in a jar. */
public final class LocalTamsKeys {

    public static final Setting<Path> DATA =
            key("local_tams.data", Path::of, "./state/local-tams", "local-tams: where the store keeps everything");
    public static final Setting<String> HOST =
            key("local_tams.host", Function.identity(), "127.0.0.1", "local-tams: the address it listens on");
    public static final Setting<Integer> PORT =
            key("local_tams.port", port(), "8010", "local-tams: the API's port; 0 for any");
    public static final Setting<Integer> S3_PORT =
            key("local_tams.s3_port", port(), "9000", "local-tams: the object store's port; 0 for any");
    public static final Setting<String> ADVERTISED_HOST = key(
            "local_tams.advertised_host",
            Function.identity(),
            null,
            "local-tams: the host name in the URLs it hands out; clients must reach it under that name");

    public static final Setting<Path> EXCHANGES = key(
            "local_tams.exchanges",
            Path::of,
            null,
            "local-tams: a folder for a record of every request and its answer, one JSON a line, without secrets");

    public static final Setting<Boolean> REFERENCE_SEGMENTS = key(
            "local_tams.reference_segments",
            ValueForms::yesOrNo,
            "false",
            "local-tams: take segments that show a stretch of another Flow, an extension of the API; /service says so");

    public static final Setting<URI> S3_ENDPOINT = key(
            "local_tams.s3.endpoint",
            ValueForms::httpAddress,
            null,
            "local-tams: an S3 to keep objects in; default with a bucket: AWS");
    public static final Setting<String> S3_BUCKET =
            key("local_tams.s3.bucket", Function.identity(), null, "local-tams: its bucket; default: an S3 of its own");
    public static final Setting<String> S3_REGION =
            key("local_tams.s3.region", Function.identity(), "us-east-1", "local-tams: the bucket's region");
    public static final Setting<String> S3_ACCESS_KEY =
            key("local_tams.s3.access_key", Function.identity(), null, "local-tams: the access key for the bucket");
    public static final Setting<String> S3_SECRET_KEY =
            secret("local_tams.s3.secret_key", "local-tams: the secret key for the bucket");
    public static final Setting<Path> S3_SECRET_KEY_FILE =
            key("local_tams.s3.secret_key_file", Path::of, null, "a file that holds local_tams.s3.secret_key");

    private LocalTamsKeys() {}
}
