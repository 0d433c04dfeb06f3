package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Each operation of the specification once for each kind of answer it lists, worked out from that list. */
@Timeout(120)
class ConformanceSweepTest {

    @RegisterExtension
    static final RunningStore STORE = new RunningStore();

    /** At least one of them is wrong for whatever reads a query. */
    private static final String BAD_QUERY = "?limit=0&timerange=x&include_timerange=x&presigned=x&reverse_order=x";

    private static final Set<Integer> OUTSIDE = Set.of(405);

    private final StoreClient client = STORE.client();
    private Map<String, String> known = Map.of();

    /** A Flow with every property set, and one of everything else. */
    @BeforeEach
    void furnish() {
        String flow = client.newFlow();
        client.register(flow, flow, "[0:0_1:0)");
        String source = client.get("/flows/" + flow).body().path("source_id").asText();
        for (String owner : new String[] {"/flows/" + flow, "/sources/" + source}) {
            client.send("PUT", owner + "/label", "\"L\"");
            client.send("PUT", owner + "/description", "\"D\"");
            client.send("PUT", owner + "/tags/genre", "\"live\"");
        }
        client.send("PUT", "/flows/" + flow + "/max_bit_rate", "5000");
        client.send("PUT", "/flows/" + flow + "/avg_bit_rate", "4000");
        client.send("PUT", "/flows/" + flow + "/flow_collection", "[{\"id\":\"" + client.newFlow() + "\"}]");
        String profile = UUID.randomUUID().toString();
        ObjectNode technical = StoreClient.videoFlow(profile).without(List.of("id", "source_id", "label"));
        ObjectNode described = Documents.object().put("id", profile);
        described.set("flow_metadata", technical);
        client.send("POST", "/service/profiles/" + profile, described);
        var webhook = client.send(
                "POST",
                "/service/webhooks",
                "{\"url\":\"http://127.0.0.1:9/\",\"events\":[\"flows/deleted\"],\"status\":\"disabled\"}");
        known = Map.of(
                "flowId", flow,
                "sourceId", source,
                "objectId", flow,
                "name", "genre",
                "profileId", profile,
                "webhookId", webhook.body().path("id").asText());
    }

    private static Stream<Specification.Operation> operations(String... methods) {
        return Specification.operations().stream()
                .filter(operation -> List.of(methods).contains(operation.method()));
    }

    private String filled(Specification.Operation operation, boolean existing) {
        String path = operation.path().replace("{request-id}", existing ? "?" : "none");
        for (Map.Entry<String, String> parameter : known.entrySet()) {
            String unknown = UUID.randomUUID().toString();
            path = path.replace("{" + parameter.getKey() + "}", existing ? parameter.getValue() : unknown);
        }
        return path;
    }

    private static void assertListed(Specification.Operation operation, StoreClient.Reply reply) {
        if (!OUTSIDE.contains(reply.status())) {
            assertThat(reply.status()).as(operation.name()).isIn(operation.statuses());
        }
    }

    @Test
    void showsEverythingThereIs() {
        operations("GET", "HEAD")
                .filter(operation -> !operation.path().contains("request-id"))
                .forEach(operation -> {
                    var reply = client.send(operation.method(), filled(operation, true), null);
                    assertThat(reply.status()).as(operation.name()).isEqualTo(200);
                });
    }

    @Test
    void findsNothingUnderUnknownIds() {
        operations("GET", "HEAD", "DELETE")
                .filter(operation ->
                        operation.path().contains("{") && operation.statuses().contains(404))
                .forEach(operation -> {
                    String query = operation.path().endsWith("/instances") ? "?label=x" : "";
                    assertListed(operation, client.send(operation.method(), filled(operation, false) + query, null));
                });
        operations("PUT", "POST")
                .filter(operation -> operation.path().contains("{"))
                .forEach(operation -> {
                    String path = filled(operation, false);
                    assertListed(operation, client.send(operation.method(), path, body(operation, path)));
                });
    }

    @Test
    void findsNothingUnderMalformedIds() {
        operations("GET", "HEAD", "PUT", "POST", "DELETE")
                .filter(operation -> operation.path().matches(".*\\{(flow|source|profile|webhook)Id}.*"))
                .filter(operation -> operation.statuses().contains(404))
                .forEach(operation -> {
                    String path = operation.path().replaceAll("\\{[^}]+}", "bad");
                    boolean sends = operation.method().startsWith("P");
                    var reply = client.send(operation.method(), path, sends ? body(operation, path) : null);
                    assertThat(reply.status()).as(operation.name()).isEqualTo(404);
                });
    }

    @Test
    void refusesQueriesAndBodiesItCannotRead() {
        operations("GET", "HEAD")
                .filter(operation -> operation.statuses().contains(400))
                .forEach(operation -> {
                    var reply = client.send(operation.method(), filled(operation, true) + BAD_QUERY, null);
                    assertThat(reply.status()).as(operation.name()).isEqualTo(400);
                });
        assertThat(client.send("DELETE", "/flows/" + known.get("flowId") + "/segments" + BAD_QUERY, null)
                        .status())
                .isEqualTo(400);
        operations("PUT", "POST").forEach(operation -> {
            var reply = client.send(operation.method(), filled(operation, true), "{");
            assertThat(reply.status()).as(operation.name()).isEqualTo(400);
        });
    }

    @Test
    void changesNothingThatIsReadOnly() {
        String flow = "/flows/" + known.get("flowId");
        client.send("PUT", flow + "/read_only", "true");
        operations("PUT", "POST", "DELETE")
                .filter(operation -> operation.path().startsWith("/flows/")
                        && !operation.path().endsWith("read_only"))
                .forEach(operation -> {
                    var reply = client.send(
                            operation.method(), filled(operation, true), body(operation, filled(operation, true)));
                    assertThat(reply.status()).as(operation.name()).isEqualTo(403);
                });
    }

    @Test
    void changesNothingForWhoMayOnlyRead(@TempDir Path data) {
        Access access = new Access.OAuth2("reader", "secret", Set.of("tams-api/read"));
        try (LocalTams store = LocalTams.start(LocalTamsConfig.of(data, 0, 0).with(access))) {
            String token =
                    new Tokens(SecretFile.tokenKey(data), "reader", Clock.systemUTC()).issue(Set.of("tams-api/read"));
            StoreClient reader = new StoreClient(store.url(), "Bearer " + token);
            operations("PUT", "POST", "DELETE").forEach(operation -> {
                var reply = reader.send(operation.method(), filled(operation, true), null);
                assertThat(reply.status()).as(operation.name()).isEqualTo(403);
            });
        }
    }

    @Test
    void setsAndRemovesEveryProperty() {
        operations("PUT").filter(operation -> !operation.path().endsWith("Id}")).forEach(operation -> {
            var reply = client.send("PUT", filled(operation, true), body(operation, filled(operation, true)));
            assertThat(reply.status()).as(operation.name()).isEqualTo(204);
        });
        operations("DELETE")
                .filter(operation ->
                        !operation.path().endsWith("Id}") && !operation.path().endsWith("/instances"))
                .forEach(operation -> {
                    var reply = client.send("DELETE", filled(operation, true), null);
                    assertThat(reply.status()).as(operation.name()).isEqualTo(204);
                });
    }

    /** A body the operation takes, as far as its path tells. */
    private String body(Specification.Operation operation, String filled) {
        String path = operation.path();
        String last = path.substring(path.lastIndexOf('/') + 1);
        String id = filled.replaceAll(".*/", "");
        return switch (last) {
            case "label", "description", "{name}" -> "\"text\"";
            case "max_bit_rate", "avg_bit_rate" -> "1";
            case "read_only" -> "false";
            case "flow_collection" -> "[]";
            case "storage" -> "{\"limit\":1}";
            case "segments" -> StoreClient.segment("none", "[0:0_1:0)").toString();
            case "instances" -> "{\"url\":\"http://a/\",\"label\":\"a\"}";
            case "{flowId}" -> StoreClient.videoFlow(id).toString();
            case "{webhookId}" -> "{\"id\":\"" + id + "\",\"url\":\"http://a/\",\"events\":[],\"status\":\"created\"}";
            default -> "{}";
        };
    }
}
