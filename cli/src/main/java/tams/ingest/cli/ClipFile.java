package tams.ingest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine.TypeConversionException;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * Reads what a clip is made of from YAML or JSON: {@code label}, and {@code parts} of a {@code source} or a {@code flow}, a
 * {@code timerange} and where it begins, {@code at}; behind the part before where that is not said.
 */
final class ClipFile {

    private static final int CODE_POINTS_MAX = 4 << 20;
    private static final Set<String> KEYS = Set.of("label", "parts");
    private static final Set<String> PART_KEYS = Set.of("source", "flow", "timerange", "at");

    private ClipFile() {}

    /** @throws CheckFailedException naming the part and the key that is wrong */
    static ClipRequest read(Path file, @Nullable String label) {
        JsonNode document = document(file);
        requireKnown(file.toString(), document, KEYS);
        JsonNode parts = document.path("parts");
        if (!parts.isArray() || parts.isEmpty() || parts.size() > ClipRequest.PARTS_MAX) {
            throw new CheckFailedException(file + ": parts has to be a list of 1 to " + ClipRequest.PARTS_MAX);
        }
        List<ClipRequest.Part> found = new ArrayList<>();
        for (JsonNode part : parts) {
            String place = "parts[" + found.size() + "]";
            found.add(part(
                    place,
                    part,
                    found.isEmpty() ? null : found.get(found.size() - 1).end()));
        }
        String own = document.path("label").asText(null);
        return new ClipRequest(label == null ? own : label, found, false, false);
    }

    private static JsonNode document(Path file) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setCodePointLimit(CODE_POINTS_MAX);
            options.setAllowDuplicateKeys(false);
            Object read = new Yaml(new SafeConstructor(options)).load(Files.readString(file));
            return Json.MAPPER.valueToTree(read);
        } catch (IOException e) {
            throw new CheckFailedException(
                    file + " cannot be read: " + e.getClass().getSimpleName());
        } catch (YAMLException e) {
            throw new CheckFailedException(file + " is neither YAML nor JSON: " + e.getMessage());
        }
    }

    private static ClipRequest.Part part(String place, JsonNode part, @Nullable Timestamp behind) {
        requireKnown(place, part, PART_KEYS);
        @Nullable UUID source = id(place, part, "source");
        @Nullable UUID flow = id(place, part, "flow");
        if ((source == null) == (flow == null)) {
            throw new CheckFailedException(place + ": expected a source or a flow, one of them");
        }
        TimeRange range;
        try {
            range = TimeRange.parse(part.path("timerange").asText());
        } catch (IllegalArgumentException e) {
            throw new CheckFailedException(place + ".timerange: " + e.getMessage());
        }
        return new ClipRequest.Part(place, source, flow, range, at(place, part, range, behind));
    }

    private static Timestamp at(String place, JsonNode part, TimeRange range, @Nullable Timestamp behind) {
        if (part.has("at")) {
            try {
                return Timestamp.parse(part.path("at").asText());
            } catch (IllegalArgumentException e) {
                throw new CheckFailedException(place + ".at: " + e.getMessage());
            }
        }
        if (behind != null) {
            return behind;
        }
        return range.start() == null ? Timestamp.ZERO : range.start();
    }

    private static @Nullable UUID id(String place, JsonNode part, String key) {
        try {
            return part.has(key) ? OptionForms.id(part.path(key).asText()) : null;
        } catch (TypeConversionException e) {
            throw new CheckFailedException(place + "." + key + ": " + e.getMessage());
        }
    }

    private static void requireKnown(String place, JsonNode node, Set<String> keys) {
        if (!node.isObject()) {
            throw new CheckFailedException(place + ": expected a mapping of " + keys);
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!keys.contains(name)) {
                throw new CheckFailedException(place + ": '" + OtioFault.printable(name) + "' is not known, expected "
                        + String.join(", ", keys.stream().sorted().toList()));
            }
        }
    }
}
