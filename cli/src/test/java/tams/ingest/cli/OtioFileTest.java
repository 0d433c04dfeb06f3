package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Timelines as files: what is written is read again to the nanosecond, what cannot be rendered is refused by place. */
class OtioFileTest {

    private static final URI STORE = URI.create("https://tams.example.com/v8.2");
    private static final OtioReader READER = new OtioReader(STORE);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    private static OtioTimeline random(Random random) {
        List<OtioTimeline.Track> tracks = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            List<OtioTimeline.Item> items = new ArrayList<>();
            for (int j = 0; j < 1 + random.nextInt(8); j++) {
                items.add(item(random, "tracks[" + i + "][" + j + "]", j > 0 && random.nextInt(3) == 0));
            }
            tracks.add(new OtioTimeline.Track("track " + i, random.nextBoolean() ? "Video" : "Audio", items));
        }
        return new OtioTimeline("programme", time(random), tracks);
    }

    private static Timestamp time(Random random) {
        return new Timestamp(random.nextInt(-5, 2_000_000_000), random.nextInt(1_000_000_000));
    }

    private static OtioTimeline.Item item(Random random, String place, boolean isGap) {
        Timestamp length = new Timestamp(random.nextInt(100_000), 1 + random.nextInt(999_999_999));
        Timestamp start = time(random);
        UUID id = Ids.edit("test", Long.toString(random.nextLong()));
        TimeRange available = TimeRange.between(start, start.plus(length));
        return new OtioTimeline.Item(
                "cut", place, length, isGap ? null : new OtioTimeline.Media(id, id, start, available));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsWhatItWroteInBothForms(long seed) {
        OtioTimeline timeline = random(new Random(seed));

        assertThat(READER.read(new OtioWriter(STORE).write(timeline))).isEqualTo(timeline);
        assertThat(READER.read(new OtioWriter(null).write(timeline))).isEqualTo(timeline);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsClipsToTheNanosecondWhereAnEditorWroteDoubles(long seed) {
        OtioTimeline timeline = random(new Random(seed));
        JsonNode doubled = doubled(new OtioWriter(STORE).write(timeline));

        List<OtioTimeline.@Nullable Media> media = READER.read(doubled).tracks().stream()
                .flatMap(track -> track.items().stream())
                .<OtioTimeline.@Nullable Media>map(OtioTimeline.Item::media)
                .toList();

        assertThat(media)
                .isEqualTo(timeline.tracks().stream()
                        .flatMap(track -> track.items().stream())
                        .<OtioTimeline.@Nullable Media>map(OtioTimeline.Item::media)
                        .toList());
    }

    private static JsonNode doubled(JsonNode node) {
        for (JsonNode child : node) {
            var unused = doubled(child);
        }
        if (node instanceof ObjectNode fields && fields.path("value").isNumber()) {
            fields.put("value", fields.path("value").doubleValue());
        }
        return node;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            /tracks/children/0/children/0 | {"OTIO_SCHEMA":"Transition.1","name":"mix"} | tracks[0][0]: 'mix' is a Transition.1
            /tracks/children/0/children/0/effects | [{"OTIO_SCHEMA":"LinearTimeWarp.1","name":"slow"}] | tracks[0][0]: the effect 'slow' (LinearTimeWarp.1)
            /tracks/children/0/effects | [{"OTIO_SCHEMA":"Effect.1","name":"grade"}] | tracks[0]: the effect 'grade'
            /tracks/children/0/children/0/enabled | false | is disabled
            /tracks/children/0/children/0/source_range/duration/value | 0 | source_range: it is empty
            /tracks/children/0/children/0/source_range/duration/value | -5 | its end lies before its start
            /tracks/children/0/children/0/source_range/duration/rate | 30000.7 | is no whole number of nanoseconds
            /tracks/children/0/children/0/source_range/duration/rate | 0 | not above 0
            /tracks/children/0/children/0/media_references/DEFAULT_MEDIA/target_url | "https://a.b/c.mov" | tracks[0][0].media_reference: target_url https://a.b/c.mov is no Flow of this store
            /tracks/children/0/children/0/media_references/DEFAULT_MEDIA/OTIO_SCHEMA | "GeneratorReference.1" | a GeneratorReference.1 is not rendered
            /tracks/children | [] | there is no clip
            /OTIO_SCHEMA | "SerializableCollection.1" | the file: expected Timeline.1
            """)
    void refusesByPlace(String pointer, String value, String message) throws IOException {
        ObjectNode document = new OtioWriter(STORE).write(random(new Random(1)));
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = document.at(pointer.substring(0, slash));
        JsonNode node = Json.MAPPER.readTree(value);
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(pointer.substring(slash + 1)), node);
        } else {
            ((ObjectNode) parent).set(pointer.substring(slash + 1), node);
        }

        assertThatThrownBy(() -> READER.read(document))
                .isInstanceOf(CheckFailedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void flattensOneTrackWithinATrackAndNoMore() {
        OtioTimeline timeline = random(new Random(4));
        ObjectNode document = new OtioWriter(STORE).write(timeline);
        ArrayNode outer = (ArrayNode) document.at("/tracks/children/0/children");
        ObjectNode inner = document.at("/tracks/children/0").deepCopy();
        Timestamp length = timeline.tracks().get(0).items().get(0).length();
        inner.set("source_range", OtioTime.write(Timestamp.ofNanos(1), length.minus(Timestamp.ofNanos(1))));
        outer.removeAll().add(inner);

        OtioTimeline.Item item = READER.read(document).tracks().get(0).items().get(0);

        assertThat(item.length()).isEqualTo(length.minus(Timestamp.ofNanos(1)));
        ((ArrayNode) inner.path("children")).removeAll().add(inner.deepCopy());
        assertThatThrownBy(() -> READER.read(document)).hasMessageContaining("tracks[0][0][0]: tracks within tracks");
    }

    @Test
    void isReadByOpenTimelineIoItself() throws IOException, InterruptedException {
        boolean isThere = new ProcessBuilder("python3", "-c", "import opentimelineio")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
        assumeThat(isThere).as("python3 has no opentimelineio").isTrue();
        OtioTimeline timeline = random(new Random(2));
        Path file = folder.resolve("a.otio");
        Files.writeString(file, new OtioWriter(STORE).write(timeline).toString());
        Path again = folder.resolve("b.otio");

        int status = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import opentimelineio as o,sys; o.adapters.write_to_file(o.adapters.read_from_file(sys.argv[1]), sys.argv[2])",
                        file.toString(),
                        again.toString())
                .inheritIO()
                .start()
                .waitFor();

        assertThat(status).isZero();
        assertThat(READER.read(again).tracks()).hasSameSizeAs(timeline.tracks());
    }
}
