package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Goal: measurements of real chunks equal those of independent tools. Method: every stream whose frames all have a PTS that
 * another tool could read is compared field by field; whoever differs is listed with its reason or fails.
 */
class OracleTest {

    private static final Set<String> CODECS =
            Set.of("h264", "hevc", "mpeg1video", "mpeg2video", "aac", "mp2", "mp3", "ac3", "eac3", "opus");

    private final Corpus corpus = Corpus.orSkip();

    @Test
    void agreesOnEveryPlainStreamThatIsNotListed() throws IOException {
        Map<String, String> exceptions = exceptions();
        List<String> differences = new ArrayList<>();
        var unused = new TreeSet<>(exceptions.keySet());
        int compared = 0;
        int wronglyRead = 0;
        for (JsonNode file : corpus.oracle()) {
            var measured = streams(file.path("file").asText());
            for (JsonNode expected : file.path("streams")) {
                if (!plain(expected)) {
                    continue;
                }
                compared++;
                String name =
                        file.path("file").asText() + " " + expected.path("pid").asInt();
                String difference = difference(measured.get(expected.path("pid").asInt()), expected);
                if (!difference.isEmpty() && !exceptions.containsKey(name)) {
                    differences.add(name + ": " + difference);
                } else if (!difference.isEmpty()) {
                    unused.remove(name);
                    wronglyRead += ofUnreadCodec(file.path("file").asText()) ? 0 : 1;
                }
            }
        }

        assertThat(differences).isEmpty();
        assertThat(unused).as("exceptions that are none any more").isEmpty();
        assertThat(compared).isGreaterThanOrEqualTo(100);
        assertThat(100 * wronglyRead)
                .as("exceptions, but for what the PMT says is no such codec")
                .isLessThanOrEqualTo(compared);
    }

    /** The nine chunks of one unbroken stream of which six are missing: their starts lie on one grid of 6.006 s. */
    @Test
    void putsTheChunksOfOneStreamOnOneGrid() {
        for (int number : new int[] {1, 4, 5, 8, 9, 11, 12, 13, 15}) {
            byte[] bytes = corpus.bytes("aws-tams-samples/sample-scripts/segments/bbb_video_%03d.ts".formatted(number));

            var video = Media.measured(bytes).streams().get(0);

            assertThat(video.frames()).isEqualTo(180);
            assertThat(video.frameTicks()).hasToString("3003");
            assertThat(video.startTicks()).isEqualTo(186_006 + (number - 1) * 540_540L);
            assertThat(video.endTicks()).isEqualTo(186_006 + number * 540_540L);
            assertThat(Media.measured(bytes).warnings()).isEmpty();
        }
    }

    /** Goal: no real bytes make the meter throw or depend on the pieces. Method: damage each chunk by its own seed. */
    @Test
    void answersWhateverIsDamagedInRealChunks() {
        int seed = 0;
        for (JsonNode file : corpus.oracle()) {
            var random = new Random(seed++);
            byte[] bytes =
                    HostileBytesTest.damage(corpus.bytes(file.path("file").asText()), random);

            assertThat(Media.measure(bytes, random, 100_000))
                    .as("%s, seed %d", file.path("file").asText(), seed - 1)
                    .isEqualTo(Media.measure(bytes));
        }
    }

    private Map<Integer, Stream> streams(String file) {
        var byPid = new HashMap<Integer, Stream>();
        if (Media.measure(corpus.bytes(file)) instanceof Measurement measurement) {
            measurement.streams().forEach(stream -> byPid.put(stream.pid(), stream));
        }
        return byPid;
    }

    /** True if the file's PMT lists no codec that is compared, whatever the oracle took its bytes for. */
    private boolean ofUnreadCodec(String file) {
        return Media.measure(corpus.bytes(file)) instanceof Unmeasurable refused
                && refused.reason() == Reason.UNSUPPORTED_CODEC;
    }

    private static boolean plain(JsonNode stream) {
        return CODECS.contains(stream.path("codec").asText())
                && stream.path("frames").asLong() >= 3
                && stream.path("frames_without_pts").asLong() == 0
                && stream.path("raw").path("scrambled_packets").asLong() == 0;
    }

    private static String difference(@Nullable Stream measured, JsonNode expected) {
        if (measured == null) {
            return "not measured";
        }
        var text = new StringBuilder();
        compare(text, "codec", measured.codec(), expected.path("codec").asText());
        compare(text, "frames", measured.frames(), expected.path("frames").asLong());
        compareTime(text, "min_pts", measured.minPts(), expected);
        compareTime(text, "max_pts", measured.maxPts(), expected);
        compareTime(text, "min_pts", measured.startTicks(), expected);
        if (measured.kind() == Kind.VIDEO) {
            compare(text, "width", measured.width(), expected.path("width").asInt());
            compare(text, "height", measured.height(), expected.path("height").asInt());
            compare(
                    text,
                    "key_frames",
                    measured.keyFrames(),
                    expected.path("keyframes").asLong());
        } else {
            compare(
                    text,
                    "channels",
                    measured.channels(),
                    expected.path("channels").asInt());
        }
        return text.toString();
    }

    /** Exact where a header carries the time, which an independent scan of the headers tells; else within a tick. */
    private static void compareTime(StringBuilder text, String what, @Nullable Long found, JsonNode expected) {
        long time = expected.path(what).asLong();
        long carried = expected.path("raw").path(what + "_unwrapped").asLong();
        long tolerance = time == carried ? 0 : 1;
        if (found == null || Math.abs(found - time) > tolerance) {
            compare(text, what, found, time);
        }
    }

    private static void compare(StringBuilder text, String what, @Nullable Object found, Object expected) {
        if (!Objects.equals(found, expected)) {
            text.append(what)
                    .append(' ')
                    .append(found)
                    .append(" instead of ")
                    .append(expected)
                    .append("; ");
        }
    }

    /** File and PID, then the reason. */
    private static Map<String, String> exceptions() throws IOException {
        var exceptions = new HashMap<String, String>();
        try (InputStream in = Objects.requireNonNull(OracleTest.class.getResourceAsStream("/oracle-exceptions.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        int colon = line.indexOf(": ");
                        exceptions.put(line.substring(0, colon), line.substring(colon + 2));
                    });
        }
        return exceptions;
    }
}
