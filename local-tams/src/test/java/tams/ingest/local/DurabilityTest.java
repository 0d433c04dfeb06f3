package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What survives a stop, a kill and a bad start. */
@Timeout(120)
class DurabilityTest {

    @TempDir
    Path data;

    private LocalTams start() {
        return LocalTams.start(LocalTamsConfig.of(data, 0, 0));
    }

    @Test
    void knowsEverythingAfterARestart() {
        String flow;
        String before;
        try (LocalTams store = start()) {
            StoreClient client = new StoreClient(store.url());
            flow = client.newFlow();
            client.register(flow, flow, "[0:0_1:0)");
            before = client.get("/flows/" + flow + "?include_timerange=true")
                    .body()
                    .toString();
        }
        try (LocalTams store = start()) {
            StoreClient client = new StoreClient(store.url());
            assertThat(client.get("/flows/" + flow + "?include_timerange=true")
                            .body()
                            .toString())
                    .isEqualTo(before);
            String url =
                    client.get("/objects/" + flow).body().at("/get_urls/0/url").asText();
            assertThat(client.download(url).body()).isEqualTo(flow.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Runs as a process of its own, to be killed. */
    public static final class Victim {

        public static void main(String[] arguments) {
            LocalTams store = LocalTams.start(LocalTamsConfig.of(Path.of(arguments[0]), 0, 0));
            System.out.println(store.url());
        }
    }

    private Process startVictim() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Goal: an answer is a promise. Method: kill the process at once after the last answer, twice over. */
    @Test
    void losesNothingItAnsweredWhenItIsKilled() throws Exception {
        String flow = "";
        for (int round = 0; round < 2; round++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Victim.class.getName(),
                            data.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                StoreClient client = new StoreClient(URI.create(out.readLine()));
                flow = round == 0 ? client.newFlow() : flow;
                registerTwenty(client, flow, round * 20);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }

        String killed = flow;
        try (LocalTams store = start()) {
            StoreClient client = new StoreClient(store.url());
            assertThat(client.get("/flows/" + killed + "/segments").body().findValuesAsText("object_id"))
                    .isEqualTo(IntStream.range(0, 40)
                            .mapToObj(i -> killed + "-" + i)
                            .toList());
        }
    }

    private static void registerTwenty(StoreClient client, String flow, int first) {
        for (int at = first; at < first + 20; at++) {
            var reply = client.register(flow, flow + "-" + at, "[" + at + ":0_" + (at + 1) + ":0)");
            assertThat(reply.status()).isEqualTo(201);
        }
    }

    @Test
    void namesThePortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> LocalTams.start(LocalTamsConfig.of(data, port, 0)))
                    .hasMessageContaining("TAMS port " + port)
                    .message()
                    .doesNotContain("\n");
            assertThatThrownBy(() -> LocalTams.start(LocalTamsConfig.of(data, 0, port)))
                    .hasMessageContaining("S3 port " + port)
                    .message()
                    .doesNotContain("\n");
        }
        start().close();
    }

    @Test
    void namesTheFileThatAnotherProcessHolds() throws Exception {
        Process process = startVictim();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            StoreClient client = new StoreClient(URI.create(out.readLine()));

            assertThatThrownBy(this::start).hasMessageContaining("tams.mv.db").hasMessageContaining("another process");
            assertThat(client.get("/service").status()).isEqualTo(200);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void namesTheFolderThatIsNone() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "x");

        assertThatThrownBy(() -> LocalTams.start(LocalTamsConfig.of(file, 0, 0)))
                .hasMessageContaining(file + " is not a folder");
    }

    @Test
    void refusesTablesOfANewerVersion() {
        start().close();
        try (Database database = Database.open(data)) {
            database.write(sql -> sql.update("UPDATE facts SET text = '99' WHERE name = 'schema_version'"));
        }

        assertThatThrownBy(this::start).hasMessageContaining("newer version");
    }

    @Test
    void keepsItsKeysToItself() throws IOException {
        start().close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("s3-credentials"))))
                .isEqualTo("rw-------");
        assertThat(S3Credentials.in(data).toString())
                .doesNotContain(S3Credentials.in(data).secretKey());
    }
}
