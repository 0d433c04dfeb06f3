package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.client.Flow;
import tams.ingest.client.Format;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.FeedFile;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicSetup;
import tams.ingest.local.Access;
import tams.ingest.local.LocalTams;
import tams.ingest.local.LocalTamsConfig;
import tams.ingest.local.RecordedStore;
import tams.ingest.registrar.StoreConnection;

/** Goal: whatever is broken is found by its name. Method: one fault at a time in a site that is sound otherwise. */
class DoctorTest {

    private static final int NOBODY = 1;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path shared;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private static LocalTams store;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedBroker broker;

    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final List<HttpServer> servers = new ArrayList<>();

    @BeforeAll
    static void startSite() {
        LocalTamsConfig config = RecordedStore.config(shared.resolve("tams"))
                .with(new Access.OAuth2("doctor", "right", Set.of("tams-api/admin")));
        store = LocalTams.start(config);
        broker = EmbeddedBroker.start(shared.resolve("kafka"), 0);
    }

    @AfterAll
    static void stopSite() {
        broker.close();
        store.close();
    }

    /** For a site whose topics are of another kind. */
    private void withTopicsOfItsOwn() {
        keys.put("kafka.topic_prefix", "doctor-" + UUID.randomUUID() + ".");
    }

    @BeforeEach
    void configure() throws IOException {
        Files.createDirectories(folder.resolve("drop"));
        keys.put("kafka.bootstrap", broker.bootstrap());
        keys.put("kafka.partitions", "2");
        keys.put("kafka.topic_prefix", "sound.");
        keys.put("drop.root", folder.resolve("drop").toString());
        keys.put("tams.url", store.url().toString());
        keys.put("tams.namespace", UUID.randomUUID().toString());
        keys.put("tams.auth.type", "oauth2");
        keys.put("tams.auth.token_url", store.url() + "/oauth2/token");
        keys.put("tams.auth.client_id", "doctor");
        keys.put("tams.auth.client_secret", "right");
        keys.put("ops.urls", ops("{\"status\":\"UP\",\"checks\":[{\"name\":\"a\",\"status\":\"UP\"}]}", "1.0"));
    }

    @AfterEach
    void stopServers() {
        servers.forEach(server -> server.stop(0));
    }

    private Settings settings() {
        return Settings.load(null, Map.of(), keys);
    }

    private List<Finding> findings() {
        return Doctor.examine(this::settings, environment);
    }

    /** What is not fine, by name; of the sound site nobody reads, since no service of it runs. */
    private List<String> complaints() {
        return findings().stream()
                .filter(each -> each.status() != Finding.Status.OK)
                .map(each -> each.status() + " " + each.name())
                .filter(each -> !each.equals("warning groups"))
                .filter(each -> !each.endsWith(" drop-space"))
                .filter(each -> !each.endsWith(" file-events"))
                .filter(each -> !each.endsWith(" kafka-settings"))
                .distinct()
                .toList();
    }

    private String ops(String health, String version) throws IOException {
        HttpServer server = server();
        answer(server, "/observe/health", health);
        answer(server, "/observe/info", "{\"version\":\"" + version + "\"}");
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        servers.add(server);
        return server;
    }

    private static void answer(HttpServer server, String path, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    private void withTopicsAndFeeds(Feed... feeds) throws IOException {
        TopicSetup.ensure(settings());
        for (Feed feed : feeds) {
            Files.createDirectories(folder.resolve("drop").resolve(feed.folder()));
        }
        FeedTableTopic.apply(settings(), List.of(feeds), false, Clock.systemUTC());
    }

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

    @Test
    void findsTopicsThatAreMissing() {
        withTopicsOfItsOwn();

        assertThat(complaints()).containsExactly("failed topics");
    }

    @Test
    void findsATopicThatLosesWhatWasWritten() throws Exception {
        withTopicsOfItsOwn();
        withTopicsAndFeeds(Feed.named("one"));
        try (Admin admin = Clients.admin(settings(), "test")) {
            ConfigResource ledger =
                    new ConfigResource(ConfigResource.Type.TOPIC, Clients.nameOf(settings(), Topics.OUTCOMES));
            admin.incrementalAlterConfigs(Map.of(
                            ledger,
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("cleanup.policy", "delete"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }

        assertThat(complaints()).containsExactly("failed topic-settings");
    }

    @Test
    void findsThatThereAreNoFeeds() {
        withTopicsOfItsOwn();
        TopicSetup.ensure(settings());

        assertThat(complaints()).containsExactly("warning feeds");
    }

    @Test
    void findsAFeedWithoutItsFolder() throws IOException {
        withTopicsAndFeeds(Feed.named("one"));
        Files.delete(folder.resolve("drop/one"));

        assertThat(complaints()).containsExactly("warning feed-folders");
    }

    @Test
    void findsAFlowThatTakesNothingAndOneThatIsGone() throws IOException {
        withTopicsOfItsOwn();
        UUID readOnly = UUID.randomUUID();
        try (TamsApi api = StoreConnection.open(settings())) {
            api.putFlow(Flow.builder(readOnly, UUID.randomUUID(), Format.MULTI).build());
            api.setFlowReadOnly(readOnly, true);
        }
        withTopicsAndFeeds(withFlow("one", readOnly), withFlow("two", UUID.randomUUID()));

        assertThat(complaints()).containsExactly("failed flows");
        assertThat(findings())
                .filteredOn(each -> each.name().equals("flows"))
                .extracting(Finding::found)
                .anyMatch(found -> found.contains("is read-only"))
                .anyMatch(found -> found.contains("is gone"));
    }

    private static Feed withFlow(String id, UUID flow) throws IOException {
        Path file = Files.createTempFile(shared, id, ".yaml");
        Files.writeString(file, "feeds:\n  - id: " + id + "\n    flow: {id: " + flow + "}\n");
        return FeedFile.read(file).get(0);
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
    void findsAClockThatIsOff() {
        String date = "Thu, 01 Jan 2026 00:00:00 GMT";
        Instant there = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(StoreCheckup.skew(date, there.plusSeconds(5)).status()).isEqualTo(Finding.Status.OK);
        assertThat(StoreCheckup.skew(date, there.plusSeconds(6))).satisfies(late -> {
            assertThat(late.name()).isEqualTo("clock");
            assertThat(late.found()).isEqualTo("this machine is 6 s ahead of the store");
        });
        assertThat(StoreCheckup.skew(date, there.minusSeconds(3_600)).found())
                .isEqualTo("this machine is 3600 s behind the store");
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
    void findsListenersMemoryWatchesAndSpaceThatDoNotDo() {
        assertThat(KafkaCheckup.listener(new Node(1, "127.0.0.1", NOBODY)).status())
                .isEqualTo(Finding.Status.FAILED);
        assertThat(MachineCheckup.memory(768L << 20, 768L << 20).status()).isEqualTo(Finding.Status.WARNING);
        assertThat(MachineCheckup.memory(768L << 20, 2L << 30).status()).isEqualTo(Finding.Status.OK);
        assertThat(MachineCheckup.watches(100).status()).isEqualTo(Finding.Status.WARNING);
        assertThat(FolderCheckup.room(1 << 20).status()).isEqualTo(Finding.Status.FAILED);
        assertThat(FolderCheckup.room(2L << 30).status()).isEqualTo(Finding.Status.WARNING);
        assertThat(FolderCheckup.room(1L << 40).status()).isEqualTo(Finding.Status.OK);
    }

    @Test
    void endsWithTheCodeOfTheWorst() {
        Finding fine = Finding.ok("a", "b");
        Finding doubt = Finding.warning("a", "b", "c");

        assertThat(DoctorCommand.exitCode(List.of(fine))).isZero();
        assertThat(DoctorCommand.exitCode(List.of(fine, doubt))).isEqualTo(ExitCode.WARNINGS);
        assertThat(DoctorCommand.exitCode(List.of(fine, doubt, Finding.failed("a", "b", "c"))))
                .isEqualTo(ExitCode.CHECK_FAILED);
    }

    @Test
    void showsNoSecret() {
        keys.put("tams.auth.client_secret", "CANARY");

        assertThat(findings().toString()).doesNotContain("CANARY");
    }
}
