package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static tams.ingest.mpegts.Media.adts;
import static tams.ingest.mpegts.Media.measured;
import static tams.ingest.mpegts.Media.refused;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: time that breaks inside a chunk gives stretches whose ranges are as exact as those of whole chunks. */
class PartsTest {

    private static final long STEP = 3600;

    private final TsWriter ts = new TsWriter().tables(0x1B, 256, 0x0F, 257);
    private int coded;

    @Test
    void hasNoPartsWhereTimeGoesOn() {
        pictures(90_000, 5);

        assertThat(stream(0).parts()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a leap ahead, 90000, 9000000",
        "a fall back, 9000000, 90000",
        "a fall back into what was there before, 9000000, 8900000",
        "a leap beyond the wrap, 8589000000, 8590900000",
    })
    void splitsTheRangeWhereTimeJumps(String name, long first, long second) {
        pictures(first, 5);
        pictures(second, 3);

        assertThat(stream(0).parts())
                .as(name)
                .containsExactly(
                        new Part(5, 1L, first + 4 * STEP, first, first + 5 * STEP),
                        new Part(3, 0L, second + 2 * STEP, second, second + 3 * STEP));
        assertThat(stream(0).frames()).isEqualTo(8);
        assertThat(stream(0).startTicks()).isEqualTo(Math.min(first, second));
        assertThat(stream(0).endTicks()).isEqualTo(Math.max(first + 5 * STEP, second + 3 * STEP));
    }

    @Test
    void takesNoWrapForABreak() {
        pictures(Ticks.WRAP - 2 * STEP, 6);

        assertThat(stream(0).parts()).isEmpty();
        assertThat(stream(0).endTicks()).isEqualTo(Ticks.WRAP + 4 * STEP);
    }

    @Test
    void tellsAWrapRightBehindABreak() {
        pictures(90_000, 4);
        pictures(Ticks.WRAP - STEP, 3);

        // The leap back over the wrap is the shorter way there: 90000 lies behind it, in the cycle that follows.
        assertThat(stream(0).parts())
                .extracting(Part::startTicks, Part::endTicks)
                .containsExactly(
                        tuple(Ticks.WRAP + 90_000, Ticks.WRAP + 90_000 + 4 * STEP),
                        tuple(Ticks.WRAP - STEP, Ticks.WRAP + 2 * STEP));
    }

    @Test
    void putsReorderedPicturesIntoTheirOwnPart() {
        long[] shown = {1, 4, 2, 3, 7, 5, 6};
        for (long start : new long[] {90_000, 20_000_000}) {
            for (int i = 0; i < shown.length; i++) {
                picture(start + shown[i] * STEP, start + i * STEP);
            }
        }

        assertThat(stream(0).parts())
                .containsExactly(
                        new Part(7, 1L, 90_000 + 7 * STEP, 90_000 + STEP, 90_000 + 8 * STEP),
                        new Part(7, 0L, 20_000_000 + 7 * STEP, 20_000_000 + STEP, 20_000_000 + 8 * STEP));
    }

    @Test
    void breaksSoundWhereItsOwnTimeBreaks() {
        ts.audio(257, 90_000, adts(4, 3, 60));
        pictures(90_000, 4);
        pictures(9_000_000, 2);
        ts.audio(257, 90_000 + 4 * 1920, adts(3, 3, 60));
        ts.audio(257, 9_000_500, adts(2, 3, 60));

        assertThat(stream(0).parts()).extracting(Part::frames).containsExactly(4L, 2L);
        assertThat(stream(1).parts())
                .containsExactly(
                        new Part(7, null, 90_000 + 6 * 1920, 90_000, 90_000 + 7 * 1920),
                        new Part(2, null, 9_000_500 + 1920, 9_000_500, 9_000_500 + 2 * 1920));
        assertThat(measured(ts.bytes()).warnings()).noneMatch(line -> line.startsWith("gap_inside"));
    }

    @Test
    void givesASinglePictureTheDurationOfTheOthers() {
        pictures(90_000, 5);
        pictures(9_000_000, 1);

        assertThat(stream(0).parts().get(1)).isEqualTo(new Part(1, 0L, 9_000_000, 9_000_000, 9_000_000 + STEP));
    }

    @Test
    void countsPicturesWithoutTimeToThePartTheyStandIn() {
        pictures(90_000, 3);
        ts.video(256, 9_000_000, 9_000_000, Media.join(next(), next()));
        picture(9_000_000 + 2 * STEP, 9_000_000 + 2 * STEP);

        assertThat(stream(0).parts()).extracting(Part::frames).containsExactly(3L, 3L);
        assertThat(stream(0).framesWithoutPts()).isOne();
    }

    @ParameterizedTest(name = "announced: {0}")
    @ValueSource(booleans = {true, false})
    void takesASmallJumpForABreakOnlyWhereItIsAnnounced(boolean announced) {
        pictures(90_000, 5);
        if (announced) {
            ts.discontinuity(256);
        }
        pictures(90_000 + 9 * STEP, 3);

        assertThat(stream(0).parts()).hasSize(announced ? 2 : 0);
    }

    @Test
    void takesAnAnnouncementWithoutAJumpForNothing() {
        pictures(90_000, 5);
        ts.discontinuity(256);
        pictures(90_000 + 5 * STEP, 3);

        assertThat(stream(0).parts()).isEmpty();
    }

    @Test
    void hearsTheClocksAnnouncementInEveryStream() {
        for (int i = 0; i < 4; i++) {
            ts.audio(257, 90_000 + i * 1920, adts(1, 3, 60));
        }
        ts.discontinuity(256);
        for (int i = 0; i < 4; i++) {
            ts.audio(257, 90_000 + (i + 20) * 1920, adts(1, 3, 60));
        }
        pictures(90_000, 3);

        assertThat(stream(1).parts()).extracting(Part::frames).containsExactly(4L, 4L);
    }

    @Test
    void tellsSixteenPartsAndRefusesMore() {
        for (int i = 0; i < Part.PARTS_MAX; i++) {
            pictures(90_000 + i * 2_000_000L, 2);
        }

        assertThat(stream(0).parts()).hasSize(Part.PARTS_MAX);

        pictures(900_000_000, 2);

        assertThat(refused(ts.bytes()).reason()).isEqualTo(Reason.BROKEN_TIME);
        assertThat(refused(ts.bytes()).message()).contains("PID 256 (h264): its time breaks more often than 15 times");
    }

    /** Goal: parts are as exact as chunks. Method: two real chunks in one, each measured alone as well. */
    @ParameterizedTest(name = "chunks {0} and {1}")
    @CsvSource({"1, 12", "15, 4", "9, 8"})
    void measuresEachPartOfRealMediaLikeAChunkOfItsOwn(int first, int second) {
        byte[] one = realChunk(first);
        byte[] other = realChunk(second);

        var joined = measured(Media.join(one, other)).streams();

        for (int i = 0; i < joined.size(); i++) {
            var alone = List.of(
                    measured(one).streams().get(i), measured(other).streams().get(i));
            var parts = joined.get(i).parts();
            assertThat(parts)
                    .extracting(Part::frames)
                    .isEqualTo(alone.stream().map(Stream::frames).toList());
            assertThat(parts)
                    .extracting(Part::startTicks)
                    .isEqualTo(alone.stream().map(Stream::startTicks).toList());
            assertThat(parts)
                    .extracting(Part::endTicks)
                    .isEqualTo(alone.stream().map(Stream::endTicks).toList());
            assertAddsUp(joined.get(i));
        }
    }

    private static byte[] realChunk(int number) {
        return Corpus.orSkip().bytes("aws-tams-samples/sample-scripts/segments/bbb_video_%03d.ts".formatted(number));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void addsUpWhateverTheTimes(long seed) {
        var random = new Random(seed);
        long start = random.nextInt(1 << 30);
        for (int part = 0; part < 1 + random.nextInt(Part.PARTS_MAX); part++) {
            pictures(start, 1 + random.nextInt(9));
            start += random.nextBoolean() ? random.nextInt(1 << 28) : -random.nextInt(1 << 28);
        }

        assertAddsUp(stream(0));
        assertThat(Media.measure(ts.bytes(), random, 1000)).isEqualTo(Media.measure(ts.bytes()));
    }

    private static void assertAddsUp(Stream stream) {
        var parts = stream.parts();
        if (!parts.isEmpty()) {
            assertThat(parts.stream().mapToLong(Part::frames).sum()).isEqualTo(stream.frames());
            assertThat(parts.stream().mapToLong(Part::startTicks).min())
                    .hasValue(Objects.requireNonNull(stream.startTicks()));
            assertThat(parts.stream().mapToLong(Part::endTicks).max())
                    .hasValue(Objects.requireNonNull(stream.endTicks()));
            assertThat(parts).allMatch(part -> part.startTicks() <= part.maxPts() && part.maxPts() < part.endTicks());
        }
    }

    private void pictures(long start, int count) {
        for (int i = 0; i < count; i++) {
            picture(start + i * STEP, start + i * STEP);
        }
    }

    private void picture(long pts, long dts) {
        ts.video(256, pts, dts, next());
    }

    private byte[] next() {
        return Media.picture(coded == 0, 0, coded++ & 15);
    }

    private Stream stream(int index) {
        return measured(ts.bytes()).streams().get(index);
    }
}
