package tams.ingest.kit;

import static tams.ingest.kit.Setting.key;
import static tams.ingest.kit.Setting.secret;
import static tams.ingest.kit.ValueForms.number;
import static tams.ingest.kit.ValueForms.oneOf;
import static tams.ingest.kit.ValueForms.port;
import static tams.ingest.kit.ValueForms.positive;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Every key of the configuration, in the order of the reference in the README. */
public final class Keys {

    /** Passed through to every Kafka client: {@code kafka.client.security.protocol} and the like. */
    public static final String KAFKA_CLIENT_PREFIX = "kafka.client.";

    public static final Setting<String> KAFKA_BOOTSTRAP = key(
            "kafka.bootstrap", Function.identity(), "127.0.0.1:9092", "Kafka's brokers, host:port, comma separated");
    public static final Setting<String> KAFKA_TOPIC_PREFIX =
            key("kafka.topic_prefix", Function.identity(), "", "put before every topic's name");
    public static final Setting<Integer> KAFKA_PARTITIONS = key(
            "kafka.partitions",
            positive(1000),
            "48",
            "partitions of the topics when they are first created; afterwards as they are");
    public static final Setting<Integer> KAFKA_REPLICATION = key(
            "kafka.replication",
            number(0, 9),
            "0",
            "replicas of every topic; 0: three, or as many as there are brokers");

    public static final Setting<Path> DROP_ROOT =
            key("drop.root", Path::of, null, "the drop folder, or s3://bucket/prefix; each feed has a folder below it");
    public static final Setting<Duration> DROP_QUIET =
            key("drop.quiet", Durations::parse, "3s", "complete: quiet waits for a file to be unchanged this long");
    public static final Setting<Duration> DROP_SCAN =
            key("drop.scan", Durations::parse, "1s", "longest time between two looks at the drop folder");
    public static final Setting<Duration> DROP_GRACE =
            key("drop.grace", Durations::parse, "1s", "how long a file stays once its chunk is registered or refused");
    public static final Setting<Path> DROP_ARCHIVE =
            key("drop.archive", Path::of, null, "where registered files go; default: archive below the drop root");
    public static final Setting<Path> DROP_QUARANTINE =
            key("drop.quarantine", Path::of, null, "where refused files go; default: quarantine below the drop root");
    public static final Setting<Path> DROP_STAGING = key(
            "drop.staging",
            Path::of,
            null,
            "s3://bucket/prefix: chunks are put there for registrars that cannot read the drop folder");
    public static final Setting<URI> DROP_S3_ENDPOINT = key(
            "drop.s3.endpoint",
            ValueForms::httpAddress,
            null,
            "the S3 of places that begin with s3://; default: AWS's own");
    public static final Setting<String> DROP_S3_REGION =
            key("drop.s3.region", Function.identity(), "us-east-1", "that S3's region");
    public static final Setting<Boolean> DROP_S3_PATH_STYLE = key(
            "drop.s3.path_style",
            ValueForms::yesOrNo,
            "true",
            "whether the bucket stands in the path of that S3's addresses; false: in the host's name");
    public static final Setting<String> DROP_S3_ACCESS_KEY = key(
            "drop.s3.access_key",
            Function.identity(),
            null,
            "the access key for that S3; default: the environment's credentials, as AWS's tools find them");
    public static final Setting<String> DROP_S3_SECRET_KEY = secret("drop.s3.secret_key", "the secret key for that S3");
    public static final Setting<Path> DROP_S3_SECRET_KEY_FILE =
            key("drop.s3.secret_key_file", Path::of, null, "a file that holds drop.s3.secret_key");

    public static final Setting<URI> TAMS_URL =
            key("tams.url", ValueForms::httpAddress, "http://127.0.0.1:8010", "the store's API, up to the version");
    public static final Setting<Path> TAMS_CA_FILE = key(
            "tams.ca_file",
            Path::of,
            null,
            "PEM file of authorities, or of self-signed certificates, that are believed besides the platform's");
    public static final Setting<String> TAMS_CERTIFICATE_SHA256 = key(
            "tams.certificate_sha256",
            Function.identity(),
            null,
            "SHA-256 of one server's certificate that is believed whatever its name and issuer, in hex");
    public static final Setting<String> TAMS_MEDIA_HOSTS = key(
            "tams.media_hosts",
            Function.identity(),
            "",
            "hosts that the store may send media to, comma separated: host, host:port, *.example.com; empty: any");
    public static final Setting<Boolean> TAMS_COMPARE_ETAGS = key(
            "tams.compare_etags",
            ValueForms::yesOrNo,
            "true",
            "whether an upload's ETag that looks like an MD5 must be one; false for stores whose ETags only look alike");
    public static final Setting<UUID> TAMS_NAMESPACE = key(
            "tams.namespace",
            UUID::fromString,
            null,
            "UUID from which ids of Flows and Sources are made; once per site");
    public static final Setting<String> AUTH_TYPE = key(
            "tams.auth.type",
            oneOf("none", "oauth2", "basic", "bearer", "url_token"),
            "none",
            "how to authenticate at the store: none, oauth2, basic, bearer or url_token");
    public static final Setting<URI> AUTH_TOKEN_URL =
            key("tams.auth.token_url", ValueForms::httpAddress, null, "oauth2: the token endpoint");
    public static final Setting<String> AUTH_CLIENT_ID =
            key("tams.auth.client_id", Function.identity(), null, "oauth2: the client's id");
    public static final Setting<String> AUTH_CLIENT_SECRET =
            secret("tams.auth.client_secret", "oauth2: the client's secret");
    public static final Setting<Path> AUTH_CLIENT_SECRET_FILE =
            key("tams.auth.client_secret_file", Path::of, null, "a file that holds tams.auth.client_secret");
    public static final Setting<String> AUTH_SECRET_IN = key(
            "tams.auth.secret_in",
            oneOf("header", "form"),
            "header",
            "oauth2: where the token endpoint wants id and secret: header (HTTP Basic) or form");
    public static final Setting<String> AUTH_SCOPE =
            key("tams.auth.scope", Function.identity(), null, "oauth2: scopes, separated by blanks");
    public static final Setting<String> AUTH_USERNAME =
            key("tams.auth.username", Function.identity(), null, "basic: the user");
    public static final Setting<String> AUTH_PASSWORD = secret("tams.auth.password", "basic: the password");
    public static final Setting<Path> AUTH_PASSWORD_FILE =
            key("tams.auth.password_file", Path::of, null, "a file that holds tams.auth.password");
    public static final Setting<String> AUTH_TOKEN = secret("tams.auth.token", "bearer, url_token: the token");
    public static final Setting<Path> AUTH_TOKEN_FILE =
            key("tams.auth.token_file", Path::of, null, "a file that holds tams.auth.token");

    public static final Setting<Path> ROUTER_STATE =
            key("router.state_dir", Path::of, "./state/router", "where segmenter-router keeps its local state");
    public static final Setting<Integer> REGISTRAR_LANES_MAX =
            key("registrar.lanes_max", positive(256), "8", "chunks that are uploaded at the same time");
    public static final Setting<Integer> REGISTRAR_BATCH_MAX = key(
            "registrar.batch_max", positive(100), "16", "chunks of one Flow that are stored together when they wait");
    public static final Setting<Duration> REGISTRAR_PATIENCE = key(
            "registrar.patience",
            Durations::parse,
            "30s",
            "how long a failing chunk is retried before its feed's next chunk may pass");
    public static final Setting<Integer> REGISTRAR_RETRIES_MAX = key(
            "registrar.retries_max",
            number(0, 1_000),
            "3",
            "how often it is tried again after that: in 1m, in 10m, then each 1h; 0 makes it a dead letter at once");
    public static final Setting<String> REGISTRAR_INSTANCE = key(
            "registrar.instance",
            ValueForms::name,
            null,
            "tells registrars apart where two run on one host; the host's name by default");

    public static final Setting<String> OPS_HOST =
            key("ops.host", Function.identity(), "127.0.0.1", "the address of /observe/*");
    public static final Setting<Integer> OPS_PORT =
            key("ops.port", port(), "9876", "the port of /observe/*; 0 for any");
    public static final Setting<String> OPS_URLS = key(
            "ops.urls", Function.identity(), "http://127.0.0.1:9876", "the services' ops addresses, comma separated");

    public static final Setting<Path> HOOKS_FILE =
            key("hooks.file", Path::of, null, "a file that says who is told of gaps, stalled feeds and dead letters");

    public static final List<Setting<?>> ALL = List.of(
            KAFKA_BOOTSTRAP,
            KAFKA_TOPIC_PREFIX,
            KAFKA_PARTITIONS,
            KAFKA_REPLICATION,
            DROP_ROOT,
            DROP_QUIET,
            DROP_SCAN,
            DROP_GRACE,
            DROP_ARCHIVE,
            DROP_QUARANTINE,
            DROP_STAGING,
            DROP_S3_ENDPOINT,
            DROP_S3_REGION,
            DROP_S3_PATH_STYLE,
            DROP_S3_ACCESS_KEY,
            DROP_S3_SECRET_KEY,
            DROP_S3_SECRET_KEY_FILE,
            TAMS_URL,
            TAMS_CA_FILE,
            TAMS_CERTIFICATE_SHA256,
            TAMS_MEDIA_HOSTS,
            TAMS_COMPARE_ETAGS,
            TAMS_NAMESPACE,
            AUTH_TYPE,
            AUTH_TOKEN_URL,
            AUTH_CLIENT_ID,
            AUTH_CLIENT_SECRET,
            AUTH_CLIENT_SECRET_FILE,
            AUTH_SECRET_IN,
            AUTH_SCOPE,
            AUTH_USERNAME,
            AUTH_PASSWORD,
            AUTH_PASSWORD_FILE,
            AUTH_TOKEN,
            AUTH_TOKEN_FILE,
            ROUTER_STATE,
            REGISTRAR_LANES_MAX,
            REGISTRAR_BATCH_MAX,
            REGISTRAR_PATIENCE,
            REGISTRAR_RETRIES_MAX,
            REGISTRAR_INSTANCE,
            LocalTamsKeys.DATA,
            LocalTamsKeys.HOST,
            LocalTamsKeys.PORT,
            LocalTamsKeys.S3_PORT,
            LocalTamsKeys.ADVERTISED_HOST,
            LocalTamsKeys.EXCHANGES,
            LocalTamsKeys.REFERENCE_SEGMENTS,
            LocalTamsKeys.S3_ENDPOINT,
            LocalTamsKeys.S3_BUCKET,
            LocalTamsKeys.S3_REGION,
            LocalTamsKeys.S3_ACCESS_KEY,
            LocalTamsKeys.S3_SECRET_KEY,
            LocalTamsKeys.S3_SECRET_KEY_FILE,
            OPS_HOST,
            OPS_PORT,
            OPS_URLS,
            HOOKS_FILE);

    private Keys() {}
}
