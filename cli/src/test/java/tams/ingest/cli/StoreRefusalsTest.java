package tams.ingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.local.Access;
import tams.ingest.local.LocalTams;
import tams.ingest.local.RecordedStore;

/** Goal: a store that cannot be used is told apart by exit code, with the call, what came back and what to do. */
class StoreRefusalsTest {

    private static final String ID = "0d5ccbb8-2d4f-4f0c-9d4d-6a4f5e6b7c8d";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void tellsWrongSecretsMissingScopesAndExpiredTokensApart() {
        Access access = new Access.OAuth2("client", "right", Set.of("tams-api/read"));
        try (LocalTams store =
                LocalTams.start(RecordedStore.config(folder.resolve("store")).with(access))) {
            TamsRun wrong = TamsRun.of(oauth(store, "mistyped", "tams-api/read"), "service");
            TamsRun asked = TamsRun.of(oauth(store, "right", "tams-api/delete"), "service");
            TamsRun reading = TamsRun.of(oauth(store, "right", "tams-api/read"), "flows");
            TamsRun writing = TamsRun.of(oauth(store, "right", "tams-api/read"), "put-flow", "--format", "multi");
            TamsRun expired =
                    TamsRun.of(TamsRun.config(folder, store.url(), "type: bearer", "token: yesterdays-token"), "flows");

            assertThat(reading.exitCode()).as(reading.err()).isZero();
            assertThat(wrong.err()).contains("tams.auth.client_secret").doesNotContain("mistyped");
            assertThat(asked.err()).contains("tams.auth.scope");
            assertThat(writing.err()).contains("put flow").contains("403").contains("tams-api/write");
            assertThat(expired.err()).contains("401").doesNotContain("yesterdays-token");
            assertThat(new int[] {wrong.exitCode(), asked.exitCode(), writing.exitCode(), expired.exitCode()})
                    .containsOnly(ExitCode.BAD_CONFIGURATION);
        }
    }

    private Path oauth(LocalTams store, String secret, String scope) {
        return TamsRun.config(
                folder,
                store.url(),
                "type: oauth2",
                "token_url: " + store.url() + "/oauth2/token",
                "client_id: client",
                "client_secret: " + secret,
                "scope: " + scope);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    404 | {"message": "Not Found"}                                        | 78 | there is no TAMS API at tams.url
                    200 | {"type": "urn:x-tams:service", "api_version": "6.0"}            | 78 | upgrade the store
                    200 | {"type": "urn:x-tams:service", "api_version": "9.1"}            | 78 | upgrade tams-ingest
                    200 | <html></html>                                                   | 78 | not JSON
                    301 | moved                                                           | 78 | redirects are not followed
                    403 | {"message": "Missing Authentication Token"}                     | 78 | check tams.url
                    503 | busy                                                            | 75 | try again later
                    """)
    void saysWhatAnotherServerThanAStoreAnswered(int status, String body, int exitCode, String advice)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(server, "/", status, body);
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v8";
            TamsRun run = TamsRun.of(TamsRun.config(folder, url), "segments", ID);

            assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
            assertThat(run.err()).contains(advice).doesNotContain("\tat ");
            assertThat(run.out()).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void takesAStoreThatIsDownForTemporary() {
        TamsRun run = TamsRun.of(TamsRun.config(folder, "http://127.0.0.1:1"), "flows");

        assertThat(run.exitCode()).isEqualTo(ExitCode.TEMPORARY);
        assertThat(run.err()).contains("check that the store runs");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"done, 0, deleted Flow", "error, 3, the disk is full", "started, 75, still deleting"})
    void followsADeletionToItsEnd(String end, int exitCode, String words) throws IOException {
        String request = """
                {"id": "%s", "flow_id": "%s", "timerange_to_delete": "_", "delete_flow": true, "status": "%s",
                 "error": {"type": "oops", "summary": "the disk is full"}}
                """;
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(server, "/service", 200, "{\"type\": \"urn:x-tams:service\", \"api_version\": \"8.2\"}");
        server.createContext("/flows", exchange -> {
            boolean isDeletion = exchange.getRequestMethod().equals("DELETE");
            String flow = "{\"id\": \"" + ID + "\", \"source_id\": \"" + ID + "\"}";
            send(exchange, isDeletion ? 202 : 200, isDeletion ? request.formatted(ID, ID, "created") : flow);
        });
        answer(server, "/flow-delete-requests", 200, request.formatted(ID, ID, end));
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            TamsRun run = TamsRun.of(TamsRun.config(folder, url), "delete-flow", ID, "--yes", "--wait", "1");

            assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
            assertThat(run.err()).contains(words);
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpServer server, String path, int status, String body) {
        server.createContext(path, exchange -> send(exchange, status, body));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
