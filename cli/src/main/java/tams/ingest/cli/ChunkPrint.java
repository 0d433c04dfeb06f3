package tams.ingest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One chunk's way as text for a terminal of 80 columns; names in it are anybody's, so control characters are not shown. */
final class ChunkPrint {

    static final int COLUMNS = 80;

    private static final int LABEL = 11;

    private final List<String> lines = new ArrayList<>();

    /** Something that happened, and where it is written. */
    private record Happened(Instant at, String what, String where, String why) {}

    private ChunkPrint() {}

    static List<String> lines(JsonNode story) {
        ChunkPrint print = new ChunkPrint();
        print.chunk(story);
        print.events(story);
        print.others(story.path("others"));
        return List.copyOf(print.lines);
    }

    private void chunk(JsonNode story) {
        field("file", story.path("file").asText());
        field("feed", story.path("feed").asText());
        field("arrival", story.path("arrival").asText());
        field("sha256", story.path("sha256").asText());
        field("bytes", story.path("bytes").asText());
        measured(story);
        field("state", words(story.path("state"), story.path("cause")));
        field("reason", story.path("reason").asText());
        field("yields to", story.path("other").asText());
        story.path("flows").forEach(flow -> field("flow", words(flow.path("id"), flow.path("role"))));
        if (story.path("flows").isEmpty()) {
            field("flow", story.path("flow_id").asText());
        }
        story.path("timeranges").forEach(range -> field("timerange", range.asText()));
        field("object", story.path("object_id").asText());
        field("attempts", story.path("attempts").asText());
        field("replays", story.path("replays").asText());
        List<String> codes = new ArrayList<>();
        story.path("http").properties().forEach(step -> codes.add(step.getKey() + " " + code(step.getValue())));
        field("http", String.join(", ", codes));
    }

    private static String code(JsonNode status) {
        return status.asInt() == 0 ? "no answer" : status.asText();
    }

    private void measured(JsonNode story) {
        JsonNode measurement = story.path("measurement");
        if (measurement.isMissingNode()) {
            JsonNode fault = story.path("fault");
            field("measured", words(fault.path("kind"), fault.path("reason")));
            return;
        }
        field(
                "measured",
                measurement.path("packets").asText() + " packets of "
                        + measurement.path("packet_size").asText() + " bytes");
        measurement.path("streams").forEach(stream -> field("", stream(stream)));
    }

    private static String stream(JsonNode stream) {
        String size = stream.has("width")
                ? stream.path("width").asText() + "x" + stream.path("height").asText()
                : "";
        String frames = stream.has("frames") ? stream.path("frames").asText() + " frames" : "";
        String ticks = stream.has("start_ticks")
                ? "ticks " + stream.path("start_ticks").asText() + "-"
                        + stream.path("end_ticks").asText()
                : "";
        return Stream.of(
                        "PID " + stream.path("pid").asText(),
                        stream.path("codec").asText(),
                        size,
                        frames,
                        ticks)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private void events(JsonNode story) {
        List<Happened> events = new ArrayList<>();
        add(events, story.path("arrived_at"), "arrived", "", "");
        JsonNode offsets = story.path("offsets");
        place(events, "announced", "ingest.chunks", offsets.path("ingest.chunks"));
        place(events, "planned", "ingest.segments", offsets.path("ingest.segments"));
        story.path("hand_overs").forEach(one -> trouble(events, "waits", one));
        story.path("dead_letters").forEach(one -> trouble(events, "letter", one));
        story.path("states")
                .forEach(state -> add(
                        events, state.path("at"), state.path("state").asText(), where("ingest.outcomes", state), ""));
        lines.add("");
        events.stream().sorted(Comparator.comparing(Happened::at)).forEach(event -> {
            String time = event.at().truncatedTo(ChronoUnit.MILLIS).toString();
            lines.add(String.format("%-24s  %-11s  %s", time, event.what(), event.where())
                    .stripTrailing());
            wrapped("  ", event.why());
        });
        if (story.has("incomplete")) {
            String topics = StreamSupport.stream(story.path("incomplete").spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(", "));
            wrapped("", "not read to the end, so that there may be more: " + topics);
        }
    }

    private static void place(List<Happened> events, String what, String topic, JsonNode place) {
        add(events, place.path("at"), what, where(topic, place), "");
    }

    private static void trouble(List<Happened> events, String what, JsonNode one) {
        add(
                events,
                one.path("at"),
                what,
                where(one.path("topic").asText(), one),
                Stream.of("error_class", "cause", "reason")
                        .map(name -> one.path(name).asText())
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.joining(" ")));
    }

    private static void add(List<Happened> events, JsonNode at, String what, String where, String why) {
        if (!at.isMissingNode()) {
            try {
                events.add(new Happened(Instant.parse(at.asText()), what, where, why));
            } catch (DateTimeParseException e) {
                events.add(new Happened(Instant.EPOCH, what, where, why));
            }
        }
    }

    private static String where(String topic, JsonNode place) {
        return topic + " " + place.path("partition").asText() + "@"
                + place.path("offset").asText();
    }

    private void others(JsonNode others) {
        if (others.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("others, the latest first:");
        others.forEach(other -> {
            lines.add("  " + other.path("arrival").asText() + "  "
                    + other.path("state").asText());
            wrapped(
                    "    ",
                    shown(other.path("file").asText()) + " at "
                            + other.path("at").asText());
        });
    }

    private static String words(JsonNode... parts) {
        return Stream.of(parts)
                .map(JsonNode::asText)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private void field(String label, String value) {
        if (!value.isEmpty()) {
            int first = lines.size();
            wrapped(" ".repeat(LABEL), shown(value));
            lines.set(first, label + lines.get(first).substring(label.length()));
        }
    }

    private static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** Breaks between words where it can. */
    private void wrapped(String indent, String text) {
        String left = shown(text);
        int width = COLUMNS - indent.length();
        while (left.length() > width) {
            int space = left.lastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            lines.add(indent + left.substring(0, end));
            left = left.substring(end).stripLeading();
        }
        if (!left.isEmpty()) {
            lines.add(indent + left);
        }
    }
}
