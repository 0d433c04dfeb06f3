package tams.ingest.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * Reads a {@code Timeline.1} of cuts and gaps, and of tracks within tracks, one level deep.
 *
 * <p>Whatever else a file holds is refused by name and place; markers, colours and other people's metadata say nothing of
 * what is shown and are passed over.
 *
 * @param store the store's address, which the file's URLs must begin with
 */
record OtioReader(URI store) {

    private static final long BYTES_MAX = 64L << 20;
    private static final int DEPTH_MAX = 100;

    /** Cuts and gaps of a timeline. */
    static final int ITEMS_MAX = 20_000;

    private static final ObjectMapper FILES = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(BYTES_MAX)
                    .maxNestingDepth(DEPTH_MAX)
                    .build())
            .build());

    /** @throws CheckFailedException naming the part that cannot be taken */
    OtioTimeline read(Path file) {
        try {
            return read(FILES.readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            throw new CheckFailedException(file + " is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new CheckFailedException(file + " cannot be read: " + e.getMessage());
        }
    }

    OtioTimeline read(JsonNode document) {
        OtioFault.schema(document, "the file", "Timeline.1");
        JsonNode begin = document.path("global_start_time");
        Timestamp start = isNull(begin) ? Timestamp.ZERO : OtioTime.read(begin, "global_start_time");
        JsonNode stack = document.path("tracks");
        OtioFault.schema(stack, "tracks", "Stack.1");
        refuseEffects(stack, "tracks");
        if (!isNull(stack.path("source_range"))) {
            throw OtioFault.at("tracks", "a stack that is cut itself is not rendered: cut its tracks");
        }
        List<OtioTimeline.Track> tracks = new ArrayList<>();
        for (JsonNode track : stack.path("children")) {
            String place = "tracks[" + tracks.size() + "]";
            OtioFault.schema(track, place, "Track.1");
            tracks.add(new OtioTimeline.Track(
                    OtioFault.printable(track.path("name").asText()),
                    track.path("kind").asText("Video"),
                    items(track, place, 0)));
        }
        if (tracks.stream().allMatch(OtioReader::isEmpty)) {
            throw OtioFault.at("tracks", "there is no clip in any of them");
        }
        return new OtioTimeline(OtioFault.printable(document.path("name").asText()), start, tracks);
    }

    private static boolean isEmpty(OtioTimeline.Track track) {
        return track.items().stream().allMatch(item -> item.media() == null);
    }

    /** The items of a track, cut to its {@code source_range}. */
    private List<OtioTimeline.Item> items(JsonNode track, String place, int depth) {
        refuseEffects(track, place);
        List<OtioTimeline.Item> items = new ArrayList<>();
        int number = 0;
        for (JsonNode child : track.path("children")) {
            items.addAll(item(child, place + "[" + number + "]", depth));
            number++;
            if (items.size() > ITEMS_MAX) {
                throw OtioFault.at(place, "more than " + ITEMS_MAX + " clips and gaps");
            }
        }
        JsonNode range = track.path("source_range");
        return isNull(range) ? items : OtioCut.of(items, OtioTime.readRange(range, place + ".source_range"), place);
    }

    private List<OtioTimeline.Item> item(JsonNode child, String place, int depth) {
        refuseEffects(child, place);
        switch (OtioFault.schema(child)) {
            case "Clip.1", "Clip.2" -> {
                return List.of(clip(child, place));
            }
            case "Gap.1" -> {
                Timestamp length = OtioTime.readRange(child.path("source_range"), place + ".source_range")
                        .length()
                        .orElseThrow();
                return List.of(new OtioTimeline.Item(name(child), place, length, null));
            }
            case "Track.1" -> {
                return items(child, place, deeper(depth, place));
            }
            case "Stack.1" -> {
                return stack(child, place, deeper(depth, place));
            }
            default ->
                throw OtioFault.at(
                        place,
                        "'" + name(child) + "' is a " + OtioFault.schema(child)
                                + ": only Clip, Gap and one Track within a Track are rendered");
        }
    }

    private static int deeper(int depth, String place) {
        if (depth > 0) {
            throw OtioFault.at(place, "tracks within tracks within tracks are not rendered: flatten the timeline");
        }
        return depth + 1;
    }

    /** A stack of one track is that track. */
    private List<OtioTimeline.Item> stack(JsonNode stack, String place, int depth) {
        JsonNode children = stack.path("children");
        if (children.size() != 1 || !OtioFault.schema(children.path(0)).equals("Track.1")) {
            throw OtioFault.at(place, "a Stack.1 of " + children.size() + " layers is not rendered: only of one Track");
        }
        List<OtioTimeline.Item> items = items(children.path(0), place + "[0]", depth);
        JsonNode range = stack.path("source_range");
        return isNull(range) ? items : OtioCut.of(items, OtioTime.readRange(range, place + ".source_range"), place);
    }

    private OtioTimeline.Item clip(JsonNode clip, String place) {
        String key = clip.path("active_media_reference_key").asText(OtioWriter.MEDIA_KEY);
        JsonNode reference = clip.has("media_reference")
                ? clip.path("media_reference")
                : clip.path("media_references").path(key);
        OtioReference named = OtioReference.of(reference, place + ".media_reference", store);
        JsonNode own = clip.path("source_range");
        TimeRange range = isNull(own)
                ? OtioTime.readRange(reference.path("available_range"), place + ".available_range")
                : OtioTime.readRange(own, place + ".source_range");
        range = exact(range, clip.path("metadata").path(OtioWriter.METADATA).path("timerange"));
        Timestamp start = java.util.Objects.requireNonNull(range.start());
        return new OtioTimeline.Item(name(clip), place, range.length().orElseThrow(), named.media(start));
    }

    /** What our own metadata says to the nanosecond, where the numbers are the same but for a double's rounding. */
    static TimeRange exact(TimeRange read, JsonNode noted) {
        try {
            TimeRange range = TimeRange.parse(noted.asText());
            return range.length().isPresent()
                            && isSame(range.start(), read.start())
                            && isSame(range.length().get(), read.length().get())
                    ? range
                    : read;
        } catch (IllegalArgumentException e) {
            return read;
        }
    }

    private static boolean isSame(
            @org.jspecify.annotations.Nullable Timestamp one, @org.jspecify.annotations.Nullable Timestamp other) {
        return one != null && other != null && Double.compare(nanos(one), nanos(other)) == 0;
    }

    private static double nanos(Timestamp time) {
        return OtioTime.write(time).path("value").doubleValue();
    }

    private static void refuseEffects(JsonNode item, String place) {
        for (JsonNode effect : item.path("effects")) {
            throw OtioFault.at(
                    place,
                    "the effect '" + name(effect) + "' (" + OtioFault.schema(effect) + ") is not rendered: "
                            + "render it with an editor, upload the result, and refer to that");
        }
        if (!item.path("enabled").asBoolean(true)) {
            throw OtioFault.at(place, "'" + name(item) + "' is disabled: take it out, or put a gap in its place");
        }
    }

    private static String name(JsonNode node) {
        return OtioFault.printable(node.path("name").asText());
    }

    private static boolean isNull(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
