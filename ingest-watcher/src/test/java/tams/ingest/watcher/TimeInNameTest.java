package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeInNameTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final FileStamp STAMP = new FileStamp(1, 1, 0);

    private static ChunkName inBerlin(String name) {
        return ChunkName.of(name, null, BERLIN);
    }

    @ParameterizedTest
    @CsvSource({
        "cam_20261122_214725.ts, cam_, , 2026-11-22T20:47:25Z",
        "cam_20261122214725.ts, cam_, , 2026-11-22T20:47:25Z",
        "cam_20261122-214725.ts, cam_, , 2026-11-22T20:47:25Z",
        "cam-20261122T214725Z.ts, cam-, , 2026-11-22T21:47:25Z",
        "cam_20261122T214725.123Z.ts, cam_, , 2026-11-22T21:47:25.123Z",
        "'cam_20261122T214725,123456789+0100.ts', cam_, , 2026-11-22T20:47:25.123456789Z",
        "cam_20261122T214725-0800.ts, cam_, , 2026-11-23T05:47:25Z",
        "cam_20261122_214725+05:30.ts, cam_, , 2026-11-22T16:17:25Z",
        "cam_20261122_214725-05:00.ts, cam_, , 2026-11-23T02:47:25Z",
        "cam_20261122_214725_500.ts, cam_, , 2026-11-22T20:47:25.500Z",
        "cam_20261122_214725123456.ts, cam_, , 2026-11-22T20:47:25.123456Z",
        "2026-11-22 21-47-25.ts, '', , 2026-11-22T20:47:25Z",
        "2026-11-22T21:47:25.123Z.ts, '', , 2026-11-22T21:47:25.123Z",
        "2026-11-22T21-47-25.ts, '', , 2026-11-22T20:47:25Z",
        "2026-11-22_21-47-25_cam2.ts, _cam2, , 2026-11-22T20:47:25Z",
        "Studio1 20161231T235960Z.ts, 'Studio1 ', , 2017-01-01T00:00:00Z",
        "cam_1700000000.ts, cam_, , 2023-11-14T22:13:20Z",
        "cam_1700000000.25.ts, cam_, , 2023-11-14T22:13:20.250Z",
        "1700000000123.ts, '', , 2023-11-14T22:13:20.123Z",
        "cam-1700000000123456.ts, cam-, , 2023-11-14T22:13:20.123456Z",
        "chunk_1489085811426663644_1976.ts, chunk_, 1976, 2017-03-09T18:56:51.426663644Z",
        "cam_20261122_214725_0012.ts, cam_, 12, 2026-11-22T20:47:25Z",
        "20261122214725-0012.ts, '', 12, 2026-11-22T20:47:25Z",
        "20261122214725-0012-00326932-0000002000000.ts, '', 12, 2026-11-22T20:47:25Z",
        "cam_20261122T214725_hd_7.ts, cam__hd, 7, 2026-11-22T20:47:25Z",
        "cam_20261122T214725-0012.ts, cam_-0012, , 2026-11-22T20:47:25Z",
        "cam_2_20261122_214725.ts, cam_2_, , 2026-11-22T20:47:25Z"
    })
    void isFoundWithItsZoneAndApartFromTheCounter(String name, String stream, @Nullable Long sequence, Instant at) {
        assertThat(inBerlin(name)).isEqualTo(new ChunkName(stream, sequence, at, name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "media_w1584963200_10.ts",
                "media_b1427000000_10.ts",
                "T_0007_1500000000_0000002000000.ts",
                "cam_0000000012.ts",
                "cam_4200000000.ts",
                "cam_0000002000000.ts",
                "cam_20261322_214725.ts",
                "cam_20261122_244725.ts",
                "cam_20260230_100000.ts",
                "cam_18701122_214725.ts",
                "cam_202611222147.ts",
                "cam_20261122.ts",
                "550e8400-e29b-41d4-a716-446655440000.ts",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08.ts",
                "1700000000abcdef.ts",
                "t64TWFpbg==.ts",
                "x_170000000012345678901.ts",
                "1920x1080_50fps_12000000.ts",
                "bbb_video_001.ts"
            })
    void isNotACounterABitrateOrAHash(String name) {
        assertThat(inBerlin(name).namedAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-29T02:30:00, 2026-03-29T01:30:00Z",
        "2026-10-25T02:30:00, 2026-10-25T00:30:00Z",
        "2026-10-25T02:30:00+0100, 2026-10-25T01:30:00Z",
        "2026-11-21T23:23:42.185+0000, 2026-11-21T23:23:42.185Z",
        "2026-11-21T23:23:42.185+00, 2026-11-21T23:23:42.185Z",
        "2026-11-21 23:23:42, 2026-11-21T22:23:42Z",
        "2026-11-21T23:23:42+9900, ",
        "2026-11-21T23:23, ",
        "1970-01-01T00:00:00Z, ",
        "soon, "
    })
    void isReadFromATextOfItsOwn(String text, @Nullable Instant at) {
        assertThat(WrittenTime.parse(text, BERLIN)).isEqualTo(at);
    }

    @ParameterizedTest
    @CsvSource({
        "'(?<dt>\\d{8}T\\d{6})(?<tz>[+-]\\d{4})?_.*', 20261122T214725-0330_x.ts, 2026-11-23T01:17:25Z",
        "'(?<dt>\\d{8}T\\d{6})(?<tz>[+-]\\d{4})?_.*', 20261122T214725_x.ts, 2026-11-22T20:47:25Z",
        "'(?<dt>.+?) (?<tz>[A-Z]\\w+/\\w+).*', 2026-11-22 21-47-25 Asia/Tokyo.ts, 2026-11-22T12:47:25Z",
        "'w(?<epoch>\\d+)\\.ts', w1700000000.ts, 2023-11-14T22:13:20Z",
        "'w(?<epochms>\\d+)\\.ts', w1700000000123.ts, 2023-11-14T22:13:20.123Z",
        "'w(?<epochus>\\d+)\\.ts', w1700000000123456.ts, 2023-11-14T22:13:20.123456Z",
        "'w(?<epochns>\\d+)\\.ts', w1700000000123456789.ts, 2023-11-14T22:13:20.123456789Z",
        "'(?<dt>\\d{8}T\\d{6})(?<tz>[A-Z]+)\\.ts', 20261122T214725ZZZ.ts, 2026-11-22T20:47:25Z",
        "'w(?<epoch>\\d+)\\.ts', w17.ts, ",
        "'w(?<epochms>\\d+)\\.ts', w123.ts, ",
        "'w(?<epoch>\\d+)\\.ts', w00000000001700000000.ts, ",
        "'w(?<epochms>.+)\\.ts', w17000x0000123.ts, ",
        "'(?<stream>.+)_(?<seq>\\d+)\\.ts', cam_20261122T214725_7.ts, 2026-11-22T20:47:25Z",
        "'(?<stream>.+)_(?<seq>\\d+)\\.ts', cam_1700000000.ts, "
    })
    void isWhereTheFeedsOwnExpressionSaysOrBesideItsCounter(String pattern, String name, @Nullable Instant at) {
        assertThat(ChunkName.of(name, Pattern.compile(pattern), BERLIN).namedAt())
                .isEqualTo(at);
    }

    @Test
    void tellsWhatFollowsWhereThereIsNoCounter() {
        ChunkName earlier = inBerlin("cam1_20261122_214725.ts");

        assertThat(inBerlin("cam1_20261122_214731.ts").follows(earlier)).isTrue();
        assertThat(inBerlin("cam1_20261122T204731Z.ts").follows(earlier)).isTrue();
        assertThat(earlier.follows(earlier)).isFalse();
        assertThat(inBerlin("cam2_20261122_214731.ts").follows(earlier)).isFalse();
        assertThat(inBerlin("cam1_20261122_214731_7.ts").follows(earlier)).isFalse();
    }

    /** Goal: a backlog goes in order of time whatever the zones of its names. Method: shuffle by seed, sort, compare. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void ordersChunksWithoutCounters(long seed) {
        Random random = new Random(seed);
        List<ChunkName> inOrder = IntStream.range(0, 200)
                .mapToObj(i -> Instant.parse("2026-11-22T21:47:25Z").plusSeconds(i * 6L))
                .map(at -> DateTimeFormatter.ofPattern("'cam_'yyyyMMdd'T'HHmmssxx'.ts'")
                        .withZone(ZoneOffset.ofHours(random.nextInt(25) - 12))
                        .format(at))
                .map(TimeInNameTest::inBerlin)
                .toList();
        List<TrackedFile> files = new ArrayList<>(
                inOrder.stream().map(name -> new TrackedFile(name, STAMP, 0)).toList());
        Collections.shuffle(files, random);

        files.sort(TrackedFile.ORDER);

        assertThat(files)
                .extracting(TrackedFile::namedAt)
                .containsExactlyElementsOf(
                        inOrder.stream().map(ChunkName::namedAt).toList());
    }
}
