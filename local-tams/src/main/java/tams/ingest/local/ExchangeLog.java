package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Json;

/**
 * Writes down every request and its answer, one JSON a line, for people who develop clients: {@code at}, {@code version} of
 * the API, {@code agent}, {@code method}, {@code path} with query, {@code request}, {@code status}, {@code answer}. Bodies
 * that are no JSON, or longer than {@value #BODY_BYTES_MAX} bytes, are null.
 *
 * <p>Holds no secret: no headers but the client's name, no token requests, URLs without their query, where signatures are,
 * and no {@code api_key_value}. Ends at {@value #FILE_BYTES_MAX} bytes. One file for each start of a store.
 */
final class ExchangeLog implements AutoCloseable {

    static final long FILE_BYTES_MAX = 1L << 30;
    static final int BODY_BYTES_MAX = 1 << 20;

    static final String HIDDEN = "hidden";

    private static final Logger LOGGER = LoggerFactory.getLogger(ExchangeLog.class);

    private final Clock clock;
    private @Nullable OutputStream file;
    private long bytes;

    private ExchangeLog(Clock clock, @Nullable OutputStream file) {
        this.clock = clock;
        this.file = file;
    }

    /** @param folder made when absent; null for a log that writes nothing */
    static ExchangeLog in(@Nullable Path folder, Clock clock) throws IOException {
        if (folder == null) {
            return new ExchangeLog(clock, null);
        }
        Path file = Files.createDirectories(folder).resolve("exchanges-" + UUID.randomUUID() + ".jsonl");
        return new ExchangeLog(clock, Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
    }

    void addTo(RoutesConfig routes) {
        if (file != null) {
            routes.after(this::note);
        }
    }

    private void note(Context context) {
        if (context.path().equals(TokenRoutes.PATH)) {
            return;
        }
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put("at", Api.now(clock).toString());
        line.put("version", ServiceRoutes.API_VERSION);
        line.put("agent", context.userAgent());
        line.put("method", context.method().name());
        line.put("path", context.req().getRequestURI() + query(context));
        line.set("request", json(context.bodyAsBytes()));
        line.put("status", context.statusCode());
        line.set("answer", json(answer(context)));
        write(Json.bytes(line));
    }

    private static String query(Context context) {
        String query = context.queryString();
        return query == null
                ? ""
                : Arrays.stream(query.split("&"))
                        .filter(parameter -> !parameter.startsWith("access_token="))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static byte[] answer(Context context) {
        String answer = context.result();
        return answer == null ? new byte[0] : answer.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable JsonNode json(byte[] body) {
        if (body.length == 0 || body.length > BODY_BYTES_MAX) {
            return null;
        }
        try {
            return hidden(Json.MAPPER.readTree(body));
        } catch (IOException e) {
            return null;
        }
    }

    private static JsonNode hidden(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(field -> field.setValue(
                            field.getKey().equals("api_key_value") ? new TextNode(HIDDEN) : hidden(field.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, hidden(array.get(i)));
            }
        } else if (node.isTextual() && node.textValue().matches("https?://[^?]*\\?.*")) {
            return new TextNode(node.textValue().replaceFirst("\\?.*", ""));
        }
        return node;
    }

    private synchronized void write(byte[] line) {
        OutputStream open = file;
        if (open == null) {
            return;
        }
        try {
            open.write(line);
            open.write('\n');
            bytes += line.length + 1;
            if (bytes >= FILE_BYTES_MAX) {
                LOGGER.warn(
                        "the record of requests has {} bytes and ends here: start the store again for another", bytes);
                close();
            }
        } catch (IOException e) {
            LOGGER.atWarn().setCause(e).log("requests cannot be written down any more");
            file = null;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        OutputStream open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
