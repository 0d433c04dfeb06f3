package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From asking for storage to reading back. The "storage" is a second server, so it has another origin. */
@Timeout(60)
class UploadTest {

    private static final UUID FLOW = UUID.fromString("4f79cfd1-c057-47f4-8e4d-1b126ca7bf34");
    private static final Credentials CREDENTIALS = new Credentials.Basic("user", new Secret("CANARY-password"));

    @TempDir
    Path folder;

    private ScriptedStore api;
    private ScriptedStore storage;
    private HttpTamsStore store;

    @BeforeEach
    void start() throws IOException {
        api = new ScriptedStore();
        storage = new ScriptedStore();
        store = api.client(CREDENTIALS);
    }

    @AfterEach
    void stop() {
        api.close();
        storage.close();
    }

    private Allocation allocate(String url, String rest) {
        api.answering(
                201,
                "{\"media_objects\":[{\"object_id\":\"o\",\"put_url\":{\"url\":\"" + url
                        + "\",\"content-type\":\"video/mp2t\"" + rest + "]}");
        return store.allocate(FLOW, StorageRequest.ofObjects(List.of("o"))).get(0);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("a.ts"), bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 188, 65_535, 65_536, 65_537, 3_000_000})
    void sendsTheFileByteForByteAndHashesWhatItSends(int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        storage.answering(200, Map.of("ETag", "\"abc\""), "");

        Upload upload = store.put(allocate(storage.url() + "/b/o?X-Amz-Signature=s%2B", "}}"), file(bytes));

        assertThat(storage.last().body()).isEqualTo(new String(bytes, StandardCharsets.ISO_8859_1));
        assertThat(storage.last().header("Content-length")).isEqualTo(Integer.toString(length));
        assertThat(storage.last().uri()).hasToString("/b/o?X-Amz-Signature=s%2B");
        assertThat(upload).isEqualTo(new Upload(sha256(bytes), length, 200, "abc"));
    }

    private static String sha256(byte[] bytes) {
        MessageDigest digest = Sha256.start();
        digest.update(bytes);
        return Sha256.hex(digest);
    }

    @Test
    void sendsExactlyTheHeadersThatTheStoreGave() throws IOException {
        storage.answering(200, "");

        store.put(
                allocate(
                        storage.url() + "/o",
                        ",\"headers\":{\"x-amz-meta-a\":\"1\",\"Host\":\"other\",\"Content-Length\":\"5\",\"content-type\":\"x/y\"}}}"),
                file(new byte[10]));

        assertThat(storage.last().headers().get("Content-type")).containsExactly("video/mp2t");
        assertThat(storage.last().header("X-amz-meta-a")).isEqualTo("1");
        assertThat(storage.last().header("Content-length")).isEqualTo("10");
        assertThat(storage.last().header("Host")).isEqualTo(storage.url().getAuthority());
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                // where the URL leads, what the store says, whether credentials go along
                "storage, ',\"presigned\":true',  false",
                "storage, ',\"presigned\":false', false",
                "storage, '',                     false",
                "api,     ',\"presigned\":true',  false",
                "api,     ',\"presigned\":false', true",
                "api,     '',                     true",
            })
    void showsCredentialsToItsOwnOriginAloneAndNeverWithASignedUrl(String where, String presigned, boolean shown)
            throws IOException {
        ScriptedStore target = where.equals("api") ? api : storage;
        Allocation allocation = allocate(target.url() + "/o", "}" + presigned + "}");
        target.answering(204, "");

        store.put(allocation, file(new byte[3]));

        assertThat(target.last().headers().containsKey("Authorization")).isEqualTo(shown);
    }

    @Test
    void anExpiredUrlIsRefusedWithItsCodeAndWithoutItsSignature() throws IOException {
        Allocation allocation = allocate(storage.url() + "/b/o?X-Amz-Signature=CANARY", "}}");
        storage.answering(
                403, "<Error><Code>AccessDenied</Code><Message>Request has expired</Message><X>CANARY</X></Error>");
        Path file = file(new byte[3]);

        StoreException error = catchThrowableOfType(StoreException.class, () -> store.put(allocation, file));

        assertThat(error.failure()).isEqualTo(Failure.REFUSED);
        assertThat(error.code()).contains("AccessDenied");
        assertThat(error).hasMessageContaining("Request has expired").hasMessageContaining("/b/o");
        assertThat(error.toString() + allocation + error.url() + error.words()).doesNotContain("CANARY");
    }

    @Test
    void aRedirectedUploadGoesNowhere() throws IOException {
        Allocation allocation = allocate(storage.url() + "/o", "}}");
        storage.answering(307, Map.of("Location", api.url() + "/x"), "");
        Path file = file(new byte[3]);

        assertThatThrownBy(() -> store.put(allocation, file)).isInstanceOf(StoreException.class);
        assertThat(api.asked).hasSize(1);
    }

    @Test
    void aFileThatIsGoneIsTheFilesTroubleNotTheStores() {
        Allocation allocation = allocate(storage.url() + "/o", "}}");

        assertThatThrownBy(() -> store.put(allocation, folder.resolve("gone.ts")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void doesNotFollowASymbolicLink() throws IOException {
        Allocation allocation = allocate(storage.url() + "/o", "}}");
        Path link = Files.createSymbolicLink(folder.resolve("link.ts"), file(new byte[3]));

        assertThatThrownBy(() -> store.put(allocation, link)).isInstanceOf(IOException.class);
        assertThat(storage.asked).isEmpty();
    }

    @Test
    void aFileThatShrinksWhileItIsSentIsTheFilesTrouble() throws IOException {
        Path file = file(new byte[64 << 20]);
        try (BrokenStore slow = new BrokenStore((server, connection) -> {
            connection.getInputStream().readNBytes(100_000);
            Files.write(file, new byte[10]);
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        })) {
            Allocation allocation = allocate(slow.url() + "/o", "}}");

            assertThatThrownBy(() -> store.put(allocation, file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is shorter than it was");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"media_objects\":[]}",
                "{\"media_objects\":[{\"object_id\":\"o\"}]}",
                "{\"media_objects\":[{\"object_id\":\"o\",\"put_url\":{\"url\":\"ftp://x/CANARY\"}}]}",
                "{\"media_objects\":[{\"object_id\":\"o\",\"put_url\":{\"url\":\"http://x/ CANARY\"}}]}"
            })
    void doesNotBelieveAnAllocationWithoutAPlaceToUploadTo(String body) {
        api.answering(201, body);

        assertThatThrownBy(() -> store.allocate(FLOW, StorageRequest.ofCount(1)))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        error -> assertThat(error.failure()).isEqualTo(Failure.UNKNOWN_OUTCOME))
                .hasMessageNotContaining("CANARY");
    }

    @Test
    void readsBackWhatLiesThere() throws IOException {
        storage.answering(200, "media");
        ByteArrayOutputStream read = new ByteArrayOutputStream();

        Download download = store.download(url(), read, 5);

        assertThat(read).hasToString("media");
        assertThat(download).isEqualTo(new Download(sha256("media".getBytes(StandardCharsets.UTF_8)), 5));
        assertThat(storage.last().headers()).doesNotContainKey("Authorization");
    }

    @Test
    void readsBackNoMoreThanAllowed() {
        storage.answering(200, "media");
        ByteArrayOutputStream read = new ByteArrayOutputStream();

        assertThatThrownBy(() -> store.download(url(), read, 4))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("longer than the 4 bytes");
        assertThat(read).hasToString("medi");
    }

    @Test
    void aStreamThatFailsIsNotTheStoresTrouble() {
        storage.answering(200, "media");
        OutputStream full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("disk full");
            }
        };

        assertThatThrownBy(() -> store.download(url(), full, 5))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
    }

    private GetUrl url() {
        return new GetUrl(StoreUrl.of(storage.url() + "/o?sig=CANARY"), "main", null, null, Map.of());
    }
}
