package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects in the bucket of another S3: here the one that a second store runs. */
class ExternalS3Test {

    @TempDir
    private Path folder;

    private S3Credentials keys = new S3Credentials("none", "none");

    @SuppressWarnings("NullAway.Init")
    private EmbeddedS3 other;

    @BeforeEach
    void start() throws IOException {
        LocalTamsConfig config = LocalTamsConfig.of(folder.resolve("elsewhere"), 0, 0);
        Files.createDirectories(config.data());
        keys = S3Credentials.in(config.data());
        other = EmbeddedS3.start(config, keys);
    }

    @AfterEach
    void stop() {
        other.close();
    }

    private S3Place place(String bucket, String secret) {
        URI endpoint = URI.create("http://127.0.0.1:" + other.port());
        return new S3Place(endpoint, ObjectStore.REGION, bucket, keys.accessKey(), secret);
    }

    @Test
    void keepsObjectsThereAndNothingHere() {
        LocalTamsConfig config =
                LocalTamsConfig.of(folder.resolve("store"), 0, 0).with(place("tams", keys.secretKey()));
        try (LocalTams store = LocalTams.start(config)) {
            StoreClient client = new StoreClient(store.url());
            String flow = client.newFlow();
            assertThat(client.register(flow, "object-1", "[0:0_1:0)").status()).isEqualTo(201);

            assertThat(store.s3Url()).hasPort(other.port());
            String url = client.get("/objects/object-1")
                    .body()
                    .path("get_urls")
                    .path(0)
                    .path("url")
                    .asText();
            assertThat(url).startsWith("http://127.0.0.1:" + other.port() + "/tams/");
            assertThat(client.download(url).statusCode()).isEqualTo(200);
            assertThat(folder.resolve("store/objects")).doesNotExist();
            assertThat(client.get("/service/storage-backends")
                            .body()
                            .path(0)
                            .path("store_product")
                            .asText())
                    .isEqualTo("s3");
        }
    }

    @Test
    void saysWhatToCheckWhereTheBucketCannotBeUsed() {
        assertThatThrownBy(() -> ExternalS3.open(place("absent", keys.secretKey())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the bucket absent at http://127.0.0.1")
                .hasMessageContaining("it answered 404");
        assertThatThrownBy(() -> ExternalS3.open(place("tams", "wrong")))
                .hasMessageContaining("it answered 403")
                .hasMessageContaining("local_tams.s3.*");
    }

    @Test
    void tellsWhatLiesThereAndRemovesIt() {
        try (ExternalS3 bucket = ExternalS3.open(place("tams", keys.secretKey()))) {
            assertThat(bucket.holds("nothing")).isFalse();
            bucket.remove("nothing");
        }
    }
}
