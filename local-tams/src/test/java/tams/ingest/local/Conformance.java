package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds every exchange of the tests against the schemas of the specification.
 *
 * <p>An answer must be valid, and a body that was accepted must be valid as well. Nothing is held against anything where
 * the specification's folder is not beside the project.
 */
final class Conformance {

    static final Path SPECIFICATION = Path.of(System.getProperty("root.dir", ".."))
            .resolveSibling("shared")
            .resolve("tams-spec");

    /** The operations that were seen, for the test that says how much this covers. */
    static final Set<String> SEEN = new ConcurrentSkipListSet<>();

    private static final String BASE = "https://tams.example/schemas/";
    /** The specification's, and 405 and 413, which it leaves to HTTP. */
    private static final Set<Integer> STATUSES = Set.of(200, 201, 202, 204, 400, 403, 404, 405, 413);

    private static final int UNAUTHORIZED = 401;

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(Conformance::schema));

    private Conformance() {}

    /**
     * An operation of the API.
     *
     * @param request the schema of an accepted body; empty for none
     * @param answer that of an answer with a body; empty for none
     */
    private record Operation(String method, Pattern path, String request, String answer) {}

    private static final String TAG = "{\"type\":[\"string\",\"array\"],\"items\":{\"type\":\"string\"}}";
    private static final String TEXT = "{\"type\":\"string\"}";
    private static final String RATE = "{\"type\":\"integer\",\"minimum\":0}";

    private static final List<Operation> OPERATIONS = List.of(
            operation("GET", "/service", "", "service.json"),
            operation("POST", "/service", "service-post.json", ""),
            operation("GET", "/service/storage-backends", "", "storage-backends-list.json"),
            operation("GET", "/service/profiles", "", listOf("profile.json")),
            operation("GET", "/service/profiles/{}", "", "profile.json"),
            operation("POST", "/service/profiles/{}", "profile.json", "profile.json"),
            operation("GET", "/service/webhooks", "", listOf("webhook-get.json")),
            operation("POST", "/service/webhooks", "webhook-post.json", "webhook-get.json"),
            operation("GET", "/service/webhooks/{}", "", "webhook-get.json"),
            operation("PUT", "/service/webhooks/{}", "webhook-put.json", "webhook-get.json"),
            operation("GET", "/sources", "", listOf("source.json")),
            operation("GET", "/sources/{}", "", "source.json"),
            operation("GET", "/(flows|sources)/{}/tags", "", "tags.json"),
            operation("GET", "/(flows|sources)/{}/tags/{}", "", TAG),
            operation("PUT", "/(flows|sources)/{}/tags/{}", TAG, ""),
            operation("GET", "/(flows|sources)/{}/(label|description)", "", TEXT),
            operation("PUT", "/(flows|sources)/{}/(label|description)", TEXT, ""),
            operation("GET", "/flows", "", listOf("flow-get.json")),
            operation("GET", "/flows/{}", "", "flow-get.json"),
            operation("PUT", "/flows/{}", "flow-put.json", "flow-get.json"),
            operation("GET", "/flows/{}/read_only", "", "{\"type\":\"boolean\"}"),
            operation("PUT", "/flows/{}/read_only", "{\"type\":\"boolean\"}", ""),
            operation("GET", "/flows/{}/(max|avg)_bit_rate", "", RATE),
            operation("PUT", "/flows/{}/(max|avg)_bit_rate", RATE, ""),
            operation("GET", "/flows/{}/flow_collection", "", "flow-collection.json"),
            operation("PUT", "/flows/{}/flow_collection", "flow-collection.json", ""),
            operation("POST", "/flows/{}/storage", "flow-storage-post.json", "flow-storage.json"),
            operation("GET", "/flows/{}/segments", "", listOf("flow-segment.json")),
            operation(
                    "POST",
                    "/flows/{}/segments",
                    "{\"oneOf\":[{\"$ref\":\"flow-segment-post.json\"}," + listOf("flow-segment-post.json") + "]}",
                    "flow-segment-bulk-failure.json"),
            operation("GET", "/objects/{}", "", "object.json"),
            operation("POST", "/objects/{}/instances", "objects-instances-post.json", ""),
            operation("GET", "/flow-delete-requests", "", listOf("deletion-request.json")),
            operation("GET", "/flow-delete-requests/{}", "", "deletion-request.json"),
            operation("DELETE", "/flows/{}(/segments)?", "", "deletion-request.json"));

    private static Operation operation(String method, String path, String request, String answer) {
        return new Operation(method, Pattern.compile(path.replace("{}", "[^/]+")), request, answer);
    }

    private static String listOf(String schema) {
        return "{\"type\":\"array\",\"items\":{\"$ref\":\"" + schema + "\"}}";
    }

    static int operations() {
        return OPERATIONS.size();
    }

    static boolean isPossible() {
        return Files.isDirectory(SPECIFICATION);
    }

    static void check(String method, String path, @Nullable Object body, StoreClient.Reply reply) {
        if (!isPossible()) {
            return;
        }
        String plain = path.replaceFirst("\\?.*", "").replaceFirst("^http://[^/]+", "");
        Specification.note(method, plain, reply.status());
        for (Operation operation : OPERATIONS) {
            if (operation.method.equals(method) && operation.path.matcher(plain).matches()) {
                SEEN.add(method + " " + operation.path);
                check(operation, body, reply);
            }
        }
        if (reply.status() >= 400 && !method.equals("HEAD")) {
            assertValid(reply.body().toString(), "error.json");
        }
    }

    /** Holds what a webhook was told against the schema of its event. */
    static void checkEvent(JsonNode event) {
        if (!isPossible()) {
            return;
        }
        assertThat(event.path("event_timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        JsonNode content = event.path("event");
        if (content.has("flow")) {
            assertValid(content.path("flow").toString(), "flow-get.json");
        }
        if (content.has("source")) {
            assertValid(content.path("source").toString(), "source.json");
        }
        content.path("segments").forEach(segment -> assertValid(segment.toString(), "flow-segment.json"));
    }

    private static void check(Operation operation, @Nullable Object body, StoreClient.Reply reply) {
        assertThat(reply.status()).as("status of %s", operation).isIn(STATUSES);
        if (reply.status() < 300 && !reply.body().isMissingNode()) {
            assertValid(reply.body().toString(), operation.answer);
        }
        if (reply.status() < 300 && body != null && !operation.request.isEmpty()) {
            assertValid(String.valueOf(body), operation.request);
        }
    }

    /**
     * What a record of a request and its answer has against the specification.
     *
     * @param ours whether our own client sent it: then the body must be valid whatever the answer
     * @param declared whether the answer is one of a store that follows the specification
     */
    static List<String> faults(JsonNode exchange, boolean ours, boolean declared) {
        String method = exchange.path("method").asText();
        String plain = exchange.path("path").asText().replaceFirst("\\?.*", "");
        int status = exchange.path("status").asInt();
        JsonNode request = exchange.path("request");
        JsonNode answer = exchange.path("answer");
        List<String> faults = new ArrayList<>();
        for (Operation operation : OPERATIONS) {
            if (operation.method.equals(method) && operation.path.matcher(plain).matches()) {
                if (isBody(request) && !operation.request.isEmpty() && (ours || status < 300)) {
                    faults.addAll(faults(request.toString(), operation.request));
                }
                if (declared && status < 300 && isBody(answer)) {
                    faults.addAll(faults(answer.toString(), operation.answer));
                }
            }
        }
        if (declared && status >= 400 && isBody(answer)) {
            faults.addAll(faults(answer.toString(), "error.json"));
        }
        if (declared && !STATUSES.contains(status) && status != UNAUTHORIZED) {
            faults.add("status " + status);
        }
        return faults;
    }

    private static boolean isBody(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    private static void assertValid(String json, String schema) {
        assertThat(faults(json, schema)).as("%s by %s", json, schema).isEmpty();
    }

    /** @param schema a schema's file name, or a schema itself */
    static List<String> faults(String json, String schema) {
        var compiled = schema.startsWith("{")
                ? SCHEMAS.getSchema(SchemaLocation.of(BASE + "inline-" + schema.hashCode()), schema, InputFormat.JSON)
                : SCHEMAS.getSchema(SchemaLocation.of(BASE + schema));
        return compiled.validate(json, InputFormat.JSON).stream()
                .map(fault -> fault.toString())
                .toList();
    }

    @SuppressWarnings("NullAway") // null is how a registry is told that a schema is not here
    private static String schema(String iri) {
        try {
            return iri.startsWith(BASE)
                    ? Files.readString(SPECIFICATION.resolve("schemas").resolve(iri.substring(BASE.length())))
                    : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
