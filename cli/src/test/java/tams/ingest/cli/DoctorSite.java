package tams.ingest.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.Feed;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicSetup;
import tams.ingest.local.Access;
import tams.ingest.local.LocalTams;
import tams.ingest.local.LocalTamsConfig;
import tams.ingest.local.RecordedStore;

/** A site that is sound but for what a test breaks: a broker, a store with credentials, a drop folder, an ops port. */
abstract class DoctorSite {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path shared;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    static LocalTams store;

    @SuppressWarnings("NullAway.Init")
    static EmbeddedBroker broker;

    final Map<String, String> keys = new HashMap<>();
    final Map<String, String> environment = new HashMap<>();
    final List<HttpServer> servers = new ArrayList<>();

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
    void withTopicsOfItsOwn() {
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

    Settings settings() {
        return Settings.load(null, Map.of(), keys);
    }

    List<Finding> findings() {
        return Doctor.examine(this::settings, environment);
    }

    /** What is not fine, by name; of the sound site nobody reads, since no service of it runs. */
    List<String> complaints() {
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

    String ops(String health, String version) throws IOException {
        HttpServer server = server();
        answer(server, "/observe/health", health);
        answer(server, "/observe/info", "{\"version\":\"" + version + "\"}");
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        servers.add(server);
        return server;
    }

    static void answer(HttpServer server, String path, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    void withTopicsAndFeeds(Feed... feeds) throws IOException {
        TopicSetup.ensure(settings());
        for (Feed feed : feeds) {
            Files.createDirectories(folder.resolve("drop").resolve(feed.folder()));
        }
        FeedTableTopic.apply(settings(), List.of(feeds), false, Clock.systemUTC());
    }
}
