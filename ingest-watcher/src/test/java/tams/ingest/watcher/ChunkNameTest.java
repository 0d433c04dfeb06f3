package tams.ingest.watcher;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkNameTest {

    private static final FileStamp STAMP = new FileStamp(1, 1, 0);

    @ParameterizedTest
    @CsvSource({
        "bbb_video_001.ts, bbb_video, 1",
        "stream-10.ts, stream, 10",
        "media_w123_b1427000_10.ts, media_w123_b1427000, 10",
        "fileSequence12.ts, fileSequence, 12",
        "0001.ts, '', 1",
        "a_b-7.M2TS, a_b, 7",
        "two words 3.aac, two words, 3",
        "T_0007_00326932_0000002000000.ts, T, 7",
        "weird.name_5.mts, weird.name, 5"
    })
    void findsTheStreamAndTheCounter(String name, String stream, long sequence) {
        assertThat(ChunkName.of(name, null, UTC)).isEqualTo(new ChunkName(stream, sequence, null, name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cam_20260101-120000.ts",
                "cam_20260101T120000Z.ts",
                "cam_20260101_120000.500.ts",
                "cam_2026-01-01_12-00-00.ts",
                "2026-01-01 12-00-00.ts",
                "cam-20260101120000.ts",
                "cam_1700000000.ts",
                "cam_1700000000123.ts",
                "cam_1700000000123456.ts",
                "no-counter.ts",
                "t64TWFpbg==",
                "x_99999999999999999999.ts",
                "nothing"
            })
    void takesNoMomentForACounter(String name) {
        assertThat(ChunkName.of(name, null, UTC).sequence()).isNull();
    }

    @Test
    void followsTheFeedsOwnExpression() {
        Pattern pattern = Pattern.compile("(?<seq>\\d+)of(?<stream>.+)\\.ts");

        assertThat(ChunkName.of("12ofmany.ts", pattern, UTC))
                .isEqualTo(new ChunkName("many", 12L, null, "12ofmany.ts"));
        assertThat(ChunkName.of("many_12.ts", pattern, UTC).sequence()).isNull();
        assertThat(ChunkName.of("x.ts", Pattern.compile("(.+)\\.ts"), UTC).sequence())
                .isNull();
        assertThat(ChunkName.of("xyz.ts", Pattern.compile("(?<seq>.+)\\.ts"), UTC)
                        .sequence())
                .isNull();
    }

    @Test
    void knowsWhatFollowsWhatInOneStream() {
        ChunkName nine = ChunkName.of("a_9.ts", null, UTC);

        assertThat(ChunkName.of("a_10.ts", null, UTC).follows(nine)).isTrue();
        assertThat(nine.follows(ChunkName.of("a_10.ts", null, UTC))).isFalse();
        assertThat(nine.follows(nine)).isFalse();
        assertThat(ChunkName.of("b_10.ts", null, UTC).follows(nine)).isFalse();
        assertThat(ChunkName.of("x.ts", null, UTC).follows(nine)).isFalse();
    }

    /** Goal: one order whatever the file system's. Method: shuffle by seed, sort, compare. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void ordersByNumberThenByName(long seed) {
        List<String> names = new ArrayList<>(
                IntStream.rangeClosed(1, 120).mapToObj(i -> "v_" + i + ".ts").toList());
        names.addAll(List.of("a.ts", "b.ts", "cam_20260101-120000.ts", "cam_20260101-120006.ts"));
        List<TrackedFile> files = new ArrayList<>(names.stream()
                .map(name -> new TrackedFile(ChunkName.of(name, null, UTC), STAMP, 0))
                .toList());
        Collections.shuffle(files, new Random(seed));

        files.sort(TrackedFile.ORDER);

        assertThat(files).extracting(file -> file.name).containsExactlyElementsOf(names);
    }
}
