package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tams.ingest.client.Samples.failureOf;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets in files that somebody renews while the client runs. */
@Timeout(30)
class SecretFileTest {

    private static final String SERVICE = "{\"api_version\":\"8.2\"}";

    @TempDir
    private Path folder;

    private Path file;
    private ScriptedStore server;

    @BeforeEach
    void start() throws IOException {
        file = Files.writeString(folder.resolve("secret"), " one\n");
        server = new ScriptedStore();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void isReadAgainWhenItsLengthHasChanged() throws IOException {
        Secret secret = Secret.ofFile(file);
        assertThat(secret.reveal()).isEqualTo("one");

        Files.writeString(file, "another");

        assertThat(secret.reveal()).isEqualTo("another");
        assertThat(secret).hasToString("(secret)");
    }

    @Test
    void isReadAgainWhenAnotherFileOfTheSameTimeAndLengthTookItsPlace() throws IOException {
        Secret secret = Secret.ofFile(file);
        FileTime time = Files.getLastModifiedTime(file);
        Path next = Files.writeString(folder.resolve("next"), " two\n");
        Files.setLastModifiedTime(next, time);

        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(secret.reveal()).isEqualTo("two");
    }

    @Test
    void isReadAgainWhenItWasRefusedHoweverItLooks() throws IOException {
        Secret secret = Secret.ofFile(file);
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, " two\n");
        Files.setLastModifiedTime(file, time);

        secret.doubt();

        assertThat(secret.reveal()).isEqualTo("two");
    }

    @Test
    void goesOnAsItWasWhileItIsBeingReplaced() throws IOException {
        Secret secret = Secret.ofFile(file);

        Files.delete(file);
        assertThat(secret.reveal()).isEqualTo("one");
        Files.writeString(file, "");
        assertThat(secret.reveal()).isEqualTo("one");
        Files.writeString(file, "two");
        assertThat(secret.reveal()).isEqualTo("two");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, SecretFile.BYTES_MAX + 1})
    void hasToBeThereAtTheStart(int length) throws IOException {
        Files.writeString(file, "x".repeat(length));

        assertThatThrownBy(() -> Secret.ofFile(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> Secret.ofFile(folder.resolve("none"))).isInstanceOf(IOException.class);
    }

    static Stream<Function<Secret, Credentials>> kinds() {
        return Stream.of(
                secret -> new Credentials.Basic("u", secret), Credentials.Bearer::new, Credentials.UrlToken::new);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void thatIsRefusedIsTriedOnceMoreWhereTheFileHasAnother(Function<Secret, Credentials> kind) throws IOException {
        server.answering(401, "").answering(200, SERVICE).answering(401, "");
        Secret secret = Secret.ofFile(file);
        HttpTamsStore store = server.client(kind.apply(secret));
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, " two\n");
        Files.setLastModifiedTime(file, time);
        secret.reveal();

        store.service();
        assertThat(server.asked).hasSize(2);
        assertThat(failureOf(store::service).status()).isEqualTo(401);
        assertThat(server.asked).hasSize(3);
    }

    @Test
    void ofAClientIsReadForEveryToken() throws IOException {
        try (ScriptedStore tokens = new ScriptedStore()) {
            String token = "{\"access_token\":\"t\",\"expires_in\":3600}";
            tokens.answering(200, token).answering(200, token);
            server.answering(200, SERVICE).answering(401, "").answering(200, SERVICE);
            HttpTamsStore store = server.client(new Credentials.OAuth2(
                    URI.create(tokens.url() + "/token"), "a b", Secret.ofFile(file), null, Credentials.SecretIn.FORM));

            store.service();
            Files.writeString(file, "t&wo");
            store.service();

            assertThat(tokens.asked)
                    .extracting(ScriptedStore.Asked::body)
                    .containsExactly(
                            "grant_type=client_credentials&client_id=a+b&client_secret=one",
                            "grant_type=client_credentials&client_id=a+b&client_secret=t%26wo");
            assertThat(tokens.last().headers()).doesNotContainKey("Authorization");
        }
    }
}
