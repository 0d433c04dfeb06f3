package tams.ingest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import tams.ingest.contracts.Json;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;
import tams.ingest.registrar.ChunkLookup;

/** The registrar's page about a chunk, from whichever of {@code ops.urls} has it. */
final class RegistrarPage {

    /** Of a connection, and of an answer: a registrar needs a tenth of that. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

    private static final Set<Integer> ANSWERS = Set.of(200, 400, 404, 409);
    private static final int REFUSED = 400;

    private RegistrarPage() {}

    /** The first answer; empty when nobody there knows the ledger. */
    static Optional<ChunkLookup.Answer> ask(Settings settings, String id) {
        String name = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        for (String url : settings.get(Keys.OPS_URLS).split(",", -1)) {
            if (!url.isBlank()) {
                Optional<ChunkLookup.Answer> answer = get(url.strip().replaceAll("/+$", "") + "/observe/chunk/" + name);
                if (answer.isPresent()) {
                    return answer;
                }
            }
        }
        return Optional.empty();
    }

    /** The lighter of Java's HTTP clients: what this command takes is its own start. */
    private static Optional<ChunkLookup.Answer> get(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout((int) ANSWER_MAX.toMillis());
            connection.setReadTimeout((int) ANSWER_MAX.toMillis());
            int status = connection.getResponseCode();
            boolean ours = String.valueOf(connection.getContentType()).startsWith("application/json");
            if (!ours || !ANSWERS.contains(status)) {
                return Optional.empty();
            }
            try (InputStream body = status < REFUSED ? connection.getInputStream() : connection.getErrorStream()) {
                JsonNode json = Json.MAPPER.readTree(body.readNBytes((int) Json.DOCUMENT_BYTES_MAX));
                return Optional.of(new ChunkLookup.Answer(status, json));
            }
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            return Optional.empty();
        }
    }
}
