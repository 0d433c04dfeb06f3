package tams.ingest.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedTable;
import tams.ingest.contracts.Json;

/** Reads {@code feeds.yaml}. Every mistake is reported at once, with the feed and the key it is about. */
public final class FeedFile {

    private static final List<String> FEED_KEYS = List.of(
            "id",
            "folder",
            "pattern",
            "complete",
            "loop",
            "keep",
            "archive_keep",
            "program",
            "essence",
            "timeline",
            "after",
            "flow");
    private static final List<String> TIMELINE_KEYS = List.of("origin", "scale", "anchor", "zone", "offset");
    private static final List<String> FLOW_KEYS = List.of("id", "source_id", "label", "description", "tags");
    private static final int FILE_CODE_POINTS_MAX = 4 << 20;

    private final List<String> mistakes = new ArrayList<>();
    private final String name;

    private FeedFile(String name) {
        this.name = name;
    }

    /** The feeds of a file, in its order. @throws ConfigException with every mistake */
    public static List<Feed> read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new ConfigException("the feed table " + file + " cannot be read: "
                    + e.getClass().getSimpleName());
        }
    }

    static List<Feed> parse(String name, String yaml) {
        FeedFile file = new FeedFile(name);
        List<Feed> feeds = file.feeds(tree(name, yaml));
        if (file.mistakes.isEmpty()) {
            file.attempt("", () -> new FeedTable(feeds));
        }
        if (!file.mistakes.isEmpty()) {
            throw new ConfigException(file.mistakes);
        }
        return feeds;
    }

    private static JsonNode tree(String name, String yaml) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(FILE_CODE_POINTS_MAX);
        limits.setAllowDuplicateKeys(false);
        try {
            return Json.MAPPER.valueToTree(new Yaml(new SafeConstructor(limits)).load(yaml));
        } catch (YAMLException e) {
            throw new ConfigException("the feed table " + name + " is not YAML: " + e.getMessage());
        }
    }

    private List<Feed> feeds(JsonNode root) {
        List<Feed> feeds = new ArrayList<>();
        checkKeys("the top level", root, List.of("feeds"));
        if (!root.path("feeds").isArray()) {
            mistakes.add(name + ": expected a list under 'feeds:'");
        }
        for (JsonNode line : root.path("feeds")) {
            String id = line.path("id").asText("");
            String where = id.isEmpty() ? "feed number " + (feeds.size() + 1) : "feed '" + id + "'";
            checkKeys(where, line, FEED_KEYS);
            checkKeys(where + ", timeline", line.path("timeline"), TIMELINE_KEYS);
            checkKeys(where + ", flow", line.path("flow"), FLOW_KEYS);
            attempt(where, () -> feeds.add(feed(id, line)));
        }
        return feeds;
    }

    private void checkKeys(String where, JsonNode node, List<String> known) {
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                mistakes.add(name + ": " + where + ": " + Nearest.unknown("key", key, known));
            }
        });
    }

    private void attempt(String where, Runnable work) {
        try {
            work.run();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            mistakes.add(name + ": " + (message.startsWith("feed") ? "" : where + ": ") + message);
        }
    }

    private static Feed feed(String id, JsonNode line) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("'id' is missing");
        }
        Feed.Timeline standard = Feed.Timeline.DEFAULT;
        JsonNode timeline = line.path("timeline");
        String folder = text(line, "folder");
        return new Feed(
                id,
                folder == null ? (id.startsWith("~") ? "*" : id) : folder,
                text(line, "pattern"),
                choice(line, "complete", Feed.Complete.QUIET),
                flag(line, "loop"),
                keep(line, "keep"),
                keep(line, "archive_keep"),
                number(line, "program"),
                choice(line, "essence", Feed.EssenceChoice.AUTO),
                new Feed.Timeline(
                        choice(timeline, "origin", standard.origin()),
                        choice(timeline, "scale", standard.scale()),
                        choice(timeline, "anchor", standard.anchor()),
                        zone(timeline, standard.zone()),
                        offset(timeline, standard.offset())),
                choice(line, "after", Feed.After.ARCHIVE),
                flow(line.path("flow")));
    }

    private static Feed.FlowSettings flow(JsonNode flow) {
        Map<String, String> tags = new HashMap<>();
        flow.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return new Feed.FlowSettings(
                uuid(flow, "id"), uuid(flow, "source_id"), text(flow, "label"), text(flow, "description"), tags);
    }

    private static @Nullable String text(JsonNode node, String key) {
        return node.hasNonNull(key) ? node.get(key).asText() : null;
    }

    private static ZoneId zone(JsonNode timeline, ZoneId fallback) {
        String text = text(timeline, "zone");
        try {
            return text == null ? fallback : ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "timeline zone is '" + text + "': expected a zone such as Europe/Berlin or +01:00", e);
        }
    }

    private static Duration offset(JsonNode timeline, Duration fallback) {
        String text = text(timeline, "offset");
        if (text == null) {
            return fallback;
        }
        return text.startsWith("-") ? Durations.parse(text.substring(1)).negated() : Durations.parse(text);
    }

    private static @Nullable Duration keep(JsonNode node, String key) {
        String text = text(node, key);
        if (text == null) {
            return null;
        }
        Duration keep;
        try {
            keep = Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " is '" + text + "': " + e.getMessage(), e);
        }
        if (keep.compareTo(Feed.KEEP_MIN) < 0) {
            throw new IllegalArgumentException(key + " is '" + text + "': the least is " + Feed.KEEP_MIN.toMinutes()
                    + "m; leave the key out to keep everything");
        }
        return keep;
    }

    private static boolean flag(JsonNode node, String key) {
        if (node.hasNonNull(key) && !node.get(key).isBoolean()) {
            throw new IllegalArgumentException(key + " is '" + node.get(key).asText() + "': expected true or false");
        }
        return node.path(key).asBoolean(false);
    }

    private static @Nullable Integer number(JsonNode node, String key) {
        if (node.hasNonNull(key) && !node.get(key).isInt()) {
            throw new IllegalArgumentException(key + " is '" + node.get(key).asText() + "': expected a whole number");
        }
        return node.hasNonNull(key) ? node.get(key).asInt() : null;
    }

    private static @Nullable UUID uuid(JsonNode node, String key) {
        String text = text(node, key);
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("flow " + key + " is '" + text + "': expected a UUID", e);
        }
    }

    private static <E extends Enum<E>> E choice(JsonNode node, String key, E fallback) {
        String text = text(node, key);
        if (text == null) {
            return fallback;
        }
        for (E choice : fallback.getDeclaringClass().getEnumConstants()) {
            if (choice.toString().equals(text)) {
                return choice;
            }
        }
        throw new IllegalArgumentException(key + " is '" + text + "': expected one of "
                + String.join(
                        ", ",
                        List.of(fallback.getDeclaringClass().getEnumConstants()).stream()
                                .map(Object::toString)
                                .toList()));
    }
}
