package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.kit.Settings;
import tams.ingest.local.Access;

class StoreAccessTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void configureNothing() throws IOException {
        file = Files.createFile(folder.resolve("empty.yaml"));
    }

    private Access access(String... keysAndValues) {
        Map<String, String> flags = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            flags.put("tams.auth." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return StoreAccess.of(Settings.load(file, Map.of(), flags));
    }

    @Test
    void letsInWhomTheClientsKeysDescribe() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");

        assertThat(access()).isEqualTo(new Access.Open());
        assertThat(access("type", "basic", "username", "ann", "password", "p")).isEqualTo(new Access.Basic("ann", "p"));
        assertThat(access("type", "url_token", "token", "t")).isEqualTo(new Access.Token("t"));
        assertThat(access("type", "oauth2", "client_id", "c", "client_secret_file", secret.toString()))
                .isEqualTo(new Access.OAuth2("c", "s3cret", Access.SCOPES));
        assertThat(access("type", "oauth2", "client_id", "c", "client_secret", "s", "scope", "tams-api/read"))
                .isEqualTo(new Access.OAuth2("c", "s", Set.of("tams-api/read")));
    }

    @Test
    void namesTheKeyThatIsMissingOrWrong() {
        assertThatThrownBy(() -> access("type", "oauth2", "client_id", "c"))
                .hasMessageContaining("tams.auth.client_secret_file");
        assertThatThrownBy(() ->
                        access("type", "oauth2", "client_id", "c", "client_secret", "hidden", "scope", "tams-api/reed"))
                .hasMessageContaining("tams-api/reed")
                .message()
                .doesNotContain("hidden");
    }
}
