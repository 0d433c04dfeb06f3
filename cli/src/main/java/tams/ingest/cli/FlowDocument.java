package tams.ingest.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import tams.ingest.client.Flow;
import tams.ingest.contracts.Json;
import tams.ingest.kit.ConfigException;

/** A Flow as a JSON file, in the API's own form; ids are made where it has none. */
final class FlowDocument {

    /** A Flow with many tags has a few KiB. */
    static final int BYTES_MAX = 1 << 20;

    private FlowDocument() {}

    /**
     * Reads a file, or stdin where it is called {@code -}.
     *
     * @throws ConfigException naming the file and what is wrong with it
     */
    static Flow read(Path file) {
        try (InputStream in = file.toString().equals("-") ? System.in : Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new ConfigException(file + ": longer than " + BYTES_MAX + " bytes, which is no Flow");
            }
            return parse(file, bytes);
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e);
        }
    }

    private static Flow parse(Path file, byte[] bytes) {
        try {
            JsonNode json = Json.MAPPER.readTree(bytes);
            if (!(json instanceof ObjectNode fields)) {
                throw new ConfigException(file + ": expected one JSON object, a Flow as the API has it");
            }
            make(fields, "id");
            make(fields, "source_id");
            return Json.MAPPER.treeToValue(fields, Flow.class);
        } catch (JsonProcessingException e) {
            throw new ConfigException(file + ": not a Flow in JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e);
        }
    }

    private static void make(ObjectNode fields, String name) {
        if (!fields.hasNonNull(name)) {
            fields.put(name, UUID.randomUUID().toString());
        }
    }
}
