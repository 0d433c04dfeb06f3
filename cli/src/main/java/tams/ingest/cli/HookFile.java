package tams.ingest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tams.ingest.contracts.Json;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.Nearest;

/**
 * Reads {@code hooks.yaml}: a list of feeds, each with some of {@code on_gap}, {@code on_stall} and {@code on_dead_letter},
 * each an address or a list of words. A file of this host and not part of the feed table, since whoever may write to a
 * topic must not thereby run programs.
 */
final class HookFile {

    private static final int CODE_POINTS_MAX = 1 << 20;
    private static final List<String> KEYS = Stream.concat(
                    Stream.of("feed"), Stream.of(Hook.Kind.values()).map(Hook.Kind::toString))
            .toList();

    private HookFile() {}

    /** The hooks of a file. @throws ConfigException with every mistake */
    static List<Hook> read(Path file) {
        JsonNode root = tree(file);
        List<String> mistakes = new ArrayList<>();
        List<Hook> hooks = new ArrayList<>();
        if (!root.path("hooks").isArray()) {
            mistakes.add(file + ": expected a list under 'hooks:'");
        }
        for (JsonNode line : root.path("hooks")) {
            String feed = line.path("feed").asText("");
            if (feed.isEmpty()) {
                mistakes.add(file + ": a line has no 'feed'; '*' stands for all");
            }
            line.fieldNames().forEachRemaining(key -> {
                if (!KEYS.contains(key)) {
                    mistakes.add(file + ": " + feed + ": " + Nearest.unknown("key", key, KEYS));
                }
            });
            for (Hook.Kind kind : Hook.Kind.values()) {
                if (line.has(kind.toString())) {
                    try {
                        hooks.add(new Hook(feed, kind, target(line.path(kind.toString()))));
                    } catch (IllegalArgumentException e) {
                        mistakes.add(
                                file + ": " + feed + ": " + kind + " is neither an http address nor a list of words");
                    }
                }
            }
        }
        if (!mistakes.isEmpty()) {
            throw new ConfigException(mistakes);
        }
        return List.copyOf(hooks);
    }

    private static JsonNode tree(Path file) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(CODE_POINTS_MAX);
        limits.setAllowDuplicateKeys(false);
        try {
            return Json.MAPPER.valueToTree(new Yaml(new SafeConstructor(limits)).load(Files.readString(file)));
        } catch (YAMLException e) {
            throw new ConfigException("the hooks in " + file + " are not YAML");
        } catch (IOException e) {
            throw new ConfigException(
                    "the hooks in " + file + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static Hook.Target target(JsonNode value) {
        if (value.isTextual() && value.asText().matches("https?://.+")) {
            return new Hook.Webhook(URI.create(value.asText()));
        }
        List<String> words = new ArrayList<>();
        value.forEach(word -> words.add(word.asText()));
        if (!value.isArray() || words.isEmpty() || words.get(0).isBlank()) {
            throw new IllegalArgumentException("no target");
        }
        return new Hook.Program(words);
    }
}
