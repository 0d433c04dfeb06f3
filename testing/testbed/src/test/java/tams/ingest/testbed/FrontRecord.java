package tams.ingest.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Json;

/**
 * What a front was asked, for the last test of the build: in the form in which the store writes it, without the answers,
 * since fronts answer as stores do that do not follow the specification. Thread-safe.
 */
final class FrontRecord {

    private final Personality personality;
    private final @Nullable Path file;

    FrontRecord(Personality personality) throws IOException {
        this.personality = personality;
        String folder = System.getenv("TAMS_INGEST_LOCAL_TAMS_EXCHANGES");
        this.file = folder == null
                ? null
                : Files.createDirectories(Path.of(folder)).resolve("front-" + UUID.randomUUID() + ".jsonl");
    }

    synchronized void note(StoreCall call, WireRequest request, WireAnswer answer) throws IOException {
        if (file == null || call == StoreCall.UPLOAD || call == StoreCall.DOWNLOAD) {
            return;
        }
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put("front", true);
        line.put("version", personality.version());
        line.put("agent", request.header("User-Agent"));
        line.put("method", request.method());
        line.put("path", request.path());
        JsonNode body = request.json();
        line.set("request", request.body().length == 0 ? null : body);
        line.put("status", answer.status());
        Files.writeString(
                file,
                Json.text(line) + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
