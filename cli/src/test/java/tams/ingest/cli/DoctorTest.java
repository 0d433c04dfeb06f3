package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.contracts.Feed;

/** Goal: whatever is broken is found by its name. Method: one fault at a time in a site that is sound otherwise. */
class DoctorTest extends DoctorSite {

    @Test
    void hasNothingAgainstASoundSite() throws IOException {
        withTopicsAndFeeds(Feed.named("one"));
        Files.write(
                folder.resolve("drop/one/a.ts"),
                Samples.chunk(Samples.CAMERA, Samples.chunks(Samples.CAMERA).get(0)));

        assertThat(complaints()).isEmpty();
        assertThat(findings())
                .extracting(Finding::name)
                .contains("drop-sample", "clock", "store-login", "feeds", "ready");
    }

    @ParameterizedTest
    @CsvSource({
        "tams.urll, x, failed config",
        "tams.auth.client_id, , failed config",
        "tams.namespace, , warning config",
        "drop.root, /nowhere/at/all, failed drop-folder",
        "drop.root, /etc/hostname, failed drop-folder",
        "drop.root, /proc, failed drop-write",
        "drop.archive, /dev/shm, warning drop-archive",
        "kafka.bootstrap, 127.0.0.1:1, failed kafka",
        "kafka.client.security.protocol, SASL_SSL, failed kafka",
        "tams.url, http://no-such-host.invalid:1, failed store-name",
        "tams.url, http://127.0.0.1:1, failed store-connect",
        "tams.auth.client_secret, wrong, failed store-token",
        "ops.urls, http://127.0.0.1:1, warning services",
    })
    void findsOneWrongKeyByItsName(String key, @Nullable String value, String complaint) throws IOException {
        withTopicsAndFeeds(Feed.named("one"));
        if (value == null) {
            keys.remove(key);
        } else {
            keys.put(key, value);
        }

        assertThat(complaints()).contains(complaint);
    }

    @Test
    void findsAProxyThatIsNotUsed() throws IOException {
        withTopicsAndFeeds(Feed.named("one"));
        environment.put("HTTPS_PROXY", "http://proxy:3128");

        assertThat(complaints()).containsExactly("warning proxy");
    }

    @Test
    void findsAChunkThatIsNone() throws IOException {
        withTopicsAndFeeds(Feed.named("one"));
        Files.writeString(folder.resolve("drop/one/a.ts"), "no transport stream");

        assertThat(complaints()).containsExactly("warning drop-sample");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"api_version\":\"6.0\",\"type\":\"t\"} | failed store-version",
                "<html>hello</html> | failed store",
            })
    void findsAStoreThatIsNotOurs(String service, String complaint) throws IOException {
        withTopicsAndFeeds(Feed.named("one"));
        HttpServer server = server();
        answer(server, "/service", service);
        keys.put("tams.url", "http://127.0.0.1:" + server.getAddress().getPort());
        keys.put("tams.auth.type", "none");

        assertThat(complaints()).contains(complaint);
    }

    @Test
    void findsCredentialsThatTheStoreDoesNotTake() throws IOException {
        withTopicsAndFeeds(Feed.named("one"));
        keys.put("tams.auth.type", "bearer");
        keys.put("tams.auth.token", "stale");

        assertThat(complaints()).containsExactly("failed store-login");
    }

    @Test
    void findsAServiceThatLacksSomethingAndServicesOfTwoBuilds() throws IOException {
        withTopicsAndFeeds(Feed.named("one"));
        String down = "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"registrar-store\",\"status\":\"DOWN\","
                + "\"data\":{\"reason\":\"401\"}}]}";
        keys.put("ops.urls", keys.get("ops.urls") + "," + ops(down, "1.1"));

        assertThat(complaints()).containsExactly("failed ready", "warning versions");
        assertThat(findings()).extracting(Finding::found).anyMatch(found -> found.endsWith("registrar-store: 401"));
    }

    @Test
    void showsNoSecret() {
        keys.put("tams.auth.client_secret", "CANARY");

        assertThat(findings().toString()).doesNotContain("CANARY");
    }
}
