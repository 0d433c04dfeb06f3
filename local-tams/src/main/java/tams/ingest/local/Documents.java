package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tams.ingest.contracts.Json;

/** The JSON that lies in the database's text columns, and the form of the dates in it. */
final class Documents {

    /** All six decimals always, so that dates sort as text. */
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Documents() {}

    static ObjectNode object() {
        return Json.MAPPER.createObjectNode();
    }

    static ObjectNode parse(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), ObjectNode.class);
    }

    static JsonNode parseAny(byte[] json) {
        return Json.read(json, JsonNode.class);
    }

    static String text(JsonNode document) {
        return Json.text(document);
    }

    static String dateTime(Instant at) {
        return DATE_TIME.format(at);
    }
}
