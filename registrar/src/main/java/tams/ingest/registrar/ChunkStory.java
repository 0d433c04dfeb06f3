package tams.ingest.registrar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Topic;
import tams.ingest.contracts.Topics;

/** One chunk's way from file to store as a JSON document: the ledger's line first, then what the topics add. */
final class ChunkStory {

    private static final List<Topic<?>> WAITING =
            List.of(Topics.RETRY_1M, Topics.RETRY_10M, Topics.RETRY_1H, Topics.PARKED);

    private ChunkStory() {}

    /** What the ledger alone knows. */
    static ObjectNode brief(ChunkLine line) {
        Outcome outcome = line.outcome();
        ObjectNode story = Json.MAPPER.createObjectNode();
        story.put("file", outcome.file().path());
        ObjectNode ledger = Json.MAPPER.valueToTree(outcome);
        List.of("feed", "arrival").forEach(name -> copy(ledger, name, story));
        story.put("bytes", outcome.file().bytes());
        story.put("sha256", outcome.file().sha256());
        if (outcome.file().staged() != null) {
            story.put("staged", outcome.file().staged());
        }
        List.of("state", "cause", "reason", "other", "after", "flow_id", "object_id")
                .forEach(name -> copy(ledger, name, story));
        putRanges(story, outcome.timeranges());
        List.of("attempts", "replays", "http", "arrived_at", "at").forEach(name -> copy(ledger, name, story));
        return story;
    }

    private static void putRanges(ObjectNode story, List<TimeRange> ranges) {
        if (ranges.size() == 1) {
            story.put("timerange", ranges.get(0).toString());
        }
        ArrayNode all = story.putArray("timeranges");
        ranges.forEach(range -> all.add(range.toString()));
    }

    /** All that is known. */
    static ObjectNode whole(ChunkLine line, ChunkTrail trail) {
        ObjectNode story = brief(line);
        ObjectNode offsets = Json.MAPPER.createObjectNode();
        trail.on(Topics.CHUNKS).forEach(record -> {
            offsets.set(Topics.CHUNKS.name(), place(record));
            JsonNode chunk = tree(record);
            List.of("sequence", "modified_at", "measurement", "fault").forEach(name -> copy(chunk, name, story));
        });
        trail.on(Topics.SEGMENTS).forEach(record -> {
            offsets.set(Topics.SEGMENTS.name(), place(record));
            plan(story, tree(record));
        });
        offsets.putObject(Topics.OUTCOMES.name())
                .put("partition", line.partition())
                .put("offset", line.offset());
        story.set("offsets", offsets);
        ArrayNode states = story.putArray("states");
        trail.on(Topics.OUTCOMES).forEach(record -> states.add(state(tree(record), record)));
        states.add(state(Json.MAPPER.valueToTree(line.outcome()), null)
                .put("partition", line.partition())
                .put("offset", line.offset()));
        ArrayNode handOvers = story.putArray("hand_overs");
        WAITING.forEach(
                topic -> trail.on(topic).forEach(record -> handOvers.add(trouble(record, "x-cause", "x-reason"))));
        ArrayNode letters = story.putArray("dead_letters");
        trail.on(Topics.DEAD_LETTERS)
                .forEach(record ->
                        letters.add(trouble(record, "__streams.errors.exception", "__streams.errors.message")));
        if (!trail.incomplete().isEmpty()) {
            ArrayNode incomplete = story.putArray("incomplete");
            trail.incomplete().forEach(incomplete::add);
        }
        return story;
    }

    /** What the router made of it; where nothing is registered, the times are those it would have. */
    private static void plan(ObjectNode story, JsonNode plan) {
        List.of("job", "same_as").forEach(name -> copy(plan, name, story));
        if (story.path("timeranges").isEmpty()) {
            List<TimeRange> planned = plan.findValuesAsText("timerange").stream()
                    .map(TimeRange::parse)
                    .toList();
            story.remove(List.of("timerange", "timeranges"));
            putRanges(story, planned);
        }
        copy(plan, "segments", story);
        ArrayNode flows = story.putArray("flows");
        plan.path("flows").forEach(flow -> {
            ObjectNode shown = flows.addObject();
            List.of("id", "source_id", "role").forEach(name -> copy(flow, name, shown));
        });
    }

    private static ObjectNode state(JsonNode line, @Nullable ConsumerRecord<String, byte[]> record) {
        ObjectNode state = Json.MAPPER.createObjectNode();
        List.of("state", "at", "cause", "attempts", "replays", "http").forEach(name -> copy(line, name, state));
        return record == null
                ? state
                : state.put("partition", record.partition()).put("offset", record.offset());
    }

    private static ObjectNode trouble(ConsumerRecord<String, byte[]> record, String cause, String reason) {
        ObjectNode trouble = Json.MAPPER.createObjectNode().put("topic", record.topic());
        trouble.setAll(place(record));
        putHeader(trouble, "error_class", record, "x-error-class");
        putHeader(trouble, "cause", record, cause);
        putHeader(trouble, "reason", record, reason);
        putHeader(trouble, "attempts", record, "x-attempts");
        putHeader(trouble, "first_failed_at", record, "x-first-failed-at");
        return trouble;
    }

    private static void putHeader(ObjectNode to, String name, ConsumerRecord<String, byte[]> record, String header) {
        Header found = record.headers().lastHeader(header);
        if (found != null && found.value() != null) {
            to.put(name, new String(found.value(), StandardCharsets.UTF_8));
        }
    }

    private static ObjectNode place(ConsumerRecord<String, byte[]> record) {
        return Json.MAPPER
                .createObjectNode()
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("at", Instant.ofEpochMilli(record.timestamp()).toString());
    }

    private static JsonNode tree(ConsumerRecord<String, byte[]> record) {
        try {
            return record.value() == null ? MissingNode.getInstance() : Json.MAPPER.readTree(record.value());
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static void copy(JsonNode from, String name, ObjectNode to) {
        JsonNode value = from.path(name);
        if (!value.isMissingNode() && !value.isNull()) {
            to.set(name, value);
        }
    }
}
