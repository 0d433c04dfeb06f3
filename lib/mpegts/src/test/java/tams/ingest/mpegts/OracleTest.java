package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
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

    /** Outside of the domain is only what its PMT says is another codec; who differs inside is listed with how and why. */
    @Test
    void agreesOnEveryPlainStreamOfTheDomainThatIsNotListed() {
        var outside = new TreeMap<String, String>();
        var differences = new TreeMap<String, String>();
        int domain = 0;
        for (JsonNode file : corpus.oracle()) {
            String name = file.path("file").asText();
            byte[] bytes = corpus.bytes(name);
            var measured = streams(bytes);
            var types = StreamTypes.of(bytes);
            for (JsonNode expected : file.path("streams")) {
                int pid = expected.path("pid").asInt();
                String other = types.otherCodec(pid);
                if (plain(expected) && !other.isEmpty()) {
                    outside.put(name + " " + pid, other);
                } else if (plain(expected)) {
                    domain++;
                    String difference = difference(measured.get(pid), expected);
                    if (!difference.isEmpty()) {
                        differences.put(name + " " + pid, difference);
                    }
                }
            }
        }

        assertThat(outside).isEqualTo(listed("/oracle-outside.txt"));
        assertThat(differences).isEqualTo(listed("/oracle-exceptions.txt"));
        assertThat(domain).isGreaterThanOrEqualTo(100);
        assertThat(100 * differences.size())
                .as("exceptions, in percent, of %d streams", domain)
                .isLessThanOrEqualTo(domain);
    }

    @Test
    void takesFromThePmtAloneWhatIsOutsideOfTheDomain() {
        var types = StreamTypes.of(new TsWriter()
                .tables(0x2D, 32, 0x0F, 33, 0x06, 34, 0x2D, 35)
                .pmt(0x1000, 1, 0x2D, 32, 0x0F, 33, 0x06, 34, 0x03, 35)
                .audio(36, 0, Media.adts(4, 3, 40))
                .bytes());

        assertThat(types.otherCodec(32)).isEqualTo("0x2D");
        assertThat(types.otherCodec(33)).as("a codec of the domain").isEmpty();
        assertThat(types.otherCodec(34))
                .as("private data, which may be anything")
                .isEmpty();
        assertThat(types.otherCodec(35))
                .as("two tables that contradict each other")
                .isEmpty();
        assertThat(types.otherCodec(36)).as("in no table").isEmpty();
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

    private static Map<Integer, Stream> streams(byte[] bytes) {
        var byPid = new HashMap<Integer, Stream>();
        if (Media.measure(bytes) instanceof Measurement measurement) {
            measurement.streams().forEach(stream -> byPid.put(stream.pid(), stream));
        }
        return byPid;
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
        var found = new ArrayList<String>();
        compare(found, "codec", measured.codec(), expected.path("codec").asText());
        compare(found, "frames", measured.frames(), expected.path("frames").asLong());
        compareTime(found, "min_pts", measured.minPts(), expected);
        compareTime(found, "max_pts", measured.maxPts(), expected);
        compareTime(found, "min_pts", measured.startTicks(), expected);
        if (measured.kind() == Kind.VIDEO) {
            compare(found, "width", measured.width(), expected.path("width").asInt());
            compare(found, "height", measured.height(), expected.path("height").asInt());
            compare(
                    found,
                    "key_frames",
                    measured.keyFrames(),
                    expected.path("keyframes").asLong());
        } else {
            compare(
                    found,
                    "channels",
                    measured.channels(),
                    expected.path("channels").asInt());
        }
        return String.join("; ", found);
    }

    /** Exact where a header carries the time, which an independent scan of the headers tells; else within a tick. */
    private static void compareTime(List<String> differences, String what, @Nullable Long found, JsonNode expected) {
        long time = expected.path(what).asLong();
        long carried = expected.path("raw").path(what + "_unwrapped").asLong();
        long tolerance = time == carried ? 0 : 1;
        if (found == null || Math.abs(found - time) > tolerance) {
            compare(differences, what, found, time);
        }
    }

    private static void compare(List<String> differences, String what, @Nullable Object found, Object expected) {
        if (!Objects.equals(found, expected)) {
            differences.add(what + " " + found + " instead of " + expected);
        }
    }

    /** File and PID, then what the list says of it; every line has a reason behind that. */
    private static Map<String, String> listed(String list) {
        var listed = new TreeMap<String, String>();
        try (InputStream in = Objects.requireNonNull(OracleTest.class.getResourceAsStream(list))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        String[] parts = line.split(": ", 3);
                        assertThat(parts).as(line).hasSize(3).doesNotContain("");
                        listed.put(parts[0], parts[1]);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return listed;
    }
}
