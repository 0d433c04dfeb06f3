package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: a store that says what arrived is believed, and one that says something else is not misunderstood. */
@Timeout(30)
class SumsTest {

    private static final byte[] BYTES = "123456789".getBytes(StandardCharsets.UTF_8);
    private static final String MD5 = "25f9e794323b453885f5181f1b624d0b";

    @TempDir
    private Path folder;

    private ScriptedStore storage;

    @BeforeEach
    void start() throws IOException {
        storage = new ScriptedStore();
    }

    @AfterEach
    void stop() {
        storage.close();
    }

    private static Sums sums(boolean withMd5) {
        Checksums checksums = new Checksums(withMd5);
        checksums.update(BYTES, 0, 4);
        checksums.update(BYTES, 4, 5);
        return checksums.end();
    }

    private static HttpHeaders headers(Map<String, String> headers) {
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return HttpHeaders.of(lists, (name, value) -> true);
    }

    /** The check values of "123456789", as the algorithms' definitions give them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-amz-checksum-sha256 | FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU= |",
                "x-amz-checksum-sha256 | AeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU= | x-amz-checksum-sha256",
                "x-amz-checksum-sha256 | AeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=-2 |",
                "x-amz-checksum-sha256 | not base64 |",
                "x-amz-checksum-crc32 | y/Q5Jg== |",
                "x-amz-checksum-crc32 | AAAAAA== | x-amz-checksum-crc32",
                "x-amz-checksum-crc32c | 4waSgw== |",
                "x-amz-checksum-crc32c | AAAAAA== | x-amz-checksum-crc32c",
                "x-amz-checksum-crc64nvme | AAAAAAAAAAA= |",
                "Content-MD5 | JfnnlDI7RTiF9RgfG2JNCw== |",
                "Content-MD5 | AfnnlDI7RTiF9RgfG2JNCw== | Content-MD5",
                "x-goog-hash | crc32c=4waSgw==,md5=JfnnlDI7RTiF9RgfG2JNCw== |",
                "x-goog-hash | crc32c=4waSgw==, md5=AfnnlDI7RTiF9RgfG2JNCw== | x-goog-hash",
                "ETag | \"25f9e794323b453885f5181f1b624d0b\" |",
                "ETag | 25F9E794323B453885F5181F1B624D0B |",
                "ETag | \"00f9e794323b453885f5181f1b624d0b\" | ETag",
                "ETag | \"00f9e794323b453885f5181f1b624d0b-2\" |",
                "ETag | W/\"00f9e794323b453885f5181f1b624d0b\" |",
                "ETag | \"0x8D4BCC2E4835CD0\" |",
            })
    void saysWhichHeaderContradicts(String header, String value, String contradicts) {
        assertThat(sums(true).contradictedBy(headers(Map.of(header, value))))
                .isEqualTo(Optional.ofNullable(contradicts));
    }

    @ParameterizedTest
    @CsvSource({
        "x-amz-server-side-encryption, AES256, true",
        "x-amz-server-side-encryption, aws:kms, false",
        "x-amz-server-side-encryption-customer-algorithm, AES256, false",
    })
    void knowsThatAnEtagUnderAKeyIsNoMd5(String header, String value, boolean isMd5) {
        HttpHeaders headers = headers(Map.of("ETag", "0".repeat(32), header, value));

        assertThat(sums(true).contradictedBy(headers).isPresent()).isEqualTo(isMd5);
    }

    @Test
    void comparesNoMd5ThatWasNotComputed() {
        HttpHeaders headers = headers(Map.of("ETag", "0".repeat(32), "Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA=="));

        assertThat(sums(false).contradictedBy(headers)).isEmpty();
        assertThat(sums(false).sha256()).startsWith("15e2b0d3c338");
    }

    private StoreException upload(boolean compareEtags) throws IOException {
        Path file = Files.write(folder.resolve("a.ts"), BYTES);
        Allocation allocation =
                new Allocation("o", StoreUrl.of(storage.url() + "/o?sig=CANARY"), null, Map.of(), true, 0);
        HttpTamsStore store = HttpTamsStore.open(
                storage.url(), new Credentials.None(), StoreOptions.DEFAULT.comparingEtags(compareEtags));
        return catchThrowableOfType(StoreException.class, () -> store.put(allocation, file));
    }

    @Test
    void anUploadThatArrivedAsSomethingElseMayBeSentAgain() throws IOException {
        storage.answering(200, Map.of("ETag", "\"" + MD5.replace('2', '3') + "\""), "");

        assertThat(upload(true))
                .hasMessageContaining("ETag other bytes arrived than were sent")
                .hasMessageContaining("tams.compare_etags")
                .hasMessageNotContaining("CANARY")
                .extracting(StoreException::failure)
                .isEqualTo(Failure.REFUSED);
    }

    @Test
    void etagsCanBeLeftAloneAndChecksumsCannot() throws IOException {
        storage.answering(200, Map.of("ETag", "\"" + MD5.replace('2', '3') + "\""), "")
                .answering(200, Map.of("x-amz-checksum-crc32", "AAAAAA=="), "");

        assertThat(upload(false)).isNull();
        assertThat(upload(false)).hasMessageContaining("x-amz-checksum-crc32");
    }

    @Test
    void aDownloadIsHeldAgainstWhatItShouldBe() throws IOException {
        storage.answering(200, "123456789").answering(200, "123456780").answering(200, "12345678");
        GetUrl from = new GetUrl(StoreUrl.of(storage.url() + "/o"), null, null, null, Map.of());
        HttpTamsStore store = storage.client();
        Upload expected = new Upload(sums(false).sha256(), 9, 200, null);
        ByteArrayOutputStream to = new ByteArrayOutputStream();

        store.download(from, to, expected.sha256(), 9);

        assertThat(to.toByteArray()).isEqualTo(BYTES);
        for (int i = 0; i < 2; i++) {
            StoreException error = catchThrowableOfType(
                    StoreException.class,
                    () -> store.download(from, OutputStream.nullOutputStream(), expected.sha256(), 9));
            assertThat(error)
                    .hasMessageContaining("SHA-256")
                    .extracting(StoreException::failure)
                    .isEqualTo(Failure.REJECTED);
        }
    }
}
