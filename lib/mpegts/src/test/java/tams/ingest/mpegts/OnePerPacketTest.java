package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.delimiter;
import static tams.ingest.mpegts.Media.join;
import static tams.ingest.mpegts.Media.measured;
import static tams.ingest.mpegts.Media.picture;
import static tams.ingest.mpegts.Media.slice;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: no picture is missed in the bytes that are passed over. Method: packets long enough to be passed over in part. */
class OnePerPacketTest {

    private static final long STEP = 3600;
    private static final int STEADY = OnePerPacket.TRUSTED + 5;

    private final OnePerPacket rule = new OnePerPacket();
    private final TsWriter ts = new TsWriter().tables(0x1B, 256);
    private long dts;
    private int coded;

    @Test
    void trustsAStreamAfterARowOfSinglePicturesAtOneStep() {
        for (int i = 0; i <= OnePerPacket.TRUSTED + 1; i++) {
            assertThat(rule.expected()).as("packet %d", i).isFalse();
            rule.ended(true, i * STEP, null);
        }

        assertThat(rule.expected()).isTrue();
        assertThat(rule.proves((OnePerPacket.TRUSTED + 2) * STEP)).isTrue();
        assertThat(rule.proves((OnePerPacket.TRUSTED + 3) * STEP)).isFalse();
        assertThat(rule.proves(Ticks.NONE)).isFalse();
    }

    @Test
    void trustsAStreamAtOnceThatKeepsToTheRateItStates() {
        rule.ended(false, 0, Fraction.of(STEP));
        rule.ended(true, STEP, Fraction.of(STEP));

        assertThat(rule.expected()).isTrue();
        assertThat(rule.proves(2 * STEP)).isTrue();
        assertThat(rule.proves(3 * STEP)).isFalse();
    }

    @ParameterizedTest(name = "one picture: {0}, next after {1}, stated {2}")
    @CsvSource({"true, 3605, 3600", "true, 7200, 3600", "true, 3600, 7200", "false, 3600, 3600"})
    void doesNotTrustARateThatTheFirstPacketDoesNotBearOut(boolean single, long next, long stated) {
        rule.ended(false, 0, Fraction.of(stated));
        rule.ended(single, next, Fraction.of(stated));

        assertThat(rule.expected()).isFalse();
    }

    @Test
    void trustsNobodyAfterAPacketWithTwoPictures() {
        for (int i = 0; i < STEADY; i++) {
            rule.ended(true, i * STEP, null);
        }

        rule.ended(false, (STEADY + 1) * STEP, null);

        assertThat(rule.expected()).isFalse();
    }

    @Test
    void allowsForTimesRoundedToMilliseconds() {
        long[] steps = {2970, 3060, 2880};
        long time = 0;
        for (int i = 0; i < STEADY; i++) {
            time += steps[i % 3];
            rule.ended(true, time, null);
        }

        assertThat(rule.proves(time + 3060)).isTrue();
    }

    @Test
    void passesOverTheSlicesOfOnePicture() {
        steady(40);

        assertThat(frames()).isEqualTo(40);
        assertThat(measured(ts.bytes()).warnings()).isEmpty();
    }

    @Test
    void findsTheSecondPictureOfAPacketByTheNextOnesTime() {
        steady(STEADY);
        packet(2);
        steady(3);

        assertThat(frames()).isEqualTo(STEADY + 5);
        assertThat(video().framesWithoutPts()).isOne();
    }

    @Test
    void looksAtTheLastPacketWhole() {
        steady(STEADY);
        packet(3);

        assertThat(frames()).isEqualTo(STEADY + 3);
    }

    @Test
    void looksAtAPacketWholeThatLacksItsSuccessor() {
        steady(STEADY);
        packet(2);
        ts.skip(256, 1);
        steady(3);

        assertThat(frames()).isEqualTo(STEADY + 5);
    }

    @Test
    void seesPicturesThatContinueInPacketsWithoutTime() {
        steady(STEADY);
        byte[] two = join(large(), large());
        ts.payload(256, TsWriter.pes(0xE0, dts, dts, Arrays.copyOf(two, 400)));
        ts.payload(
                256, TsWriter.pes(0xE0, TsWriter.NO_TIME, TsWriter.NO_TIME, Arrays.copyOfRange(two, 400, two.length)));
        dts += 2 * STEP;
        steady(2);

        assertThat(frames()).isEqualTo(STEADY + 4);
    }

    @Test
    void pairsTheFieldsOfAStreamThatTurnsInterlaced() {
        var fields = new TsWriter().tables(0x1B, 256);
        byte[] set = join(Media.sequence(false, 4), Media.pictureSet());
        for (int i = 0; i < 30; i++) {
            byte[] both = join(Media.field(false, i & 15), Media.field(true, i & 15));
            fields.video(256, i * STEP, i * STEP, join(delimiter(), i == 0 ? set : new byte[0], both, both, both));
        }

        assertThat(measured(fields.bytes()).streams().get(0).frames()).isEqualTo(30 * 3);
    }

    /** Goal: exact counts whatever the pieces. Method: one to three pictures a packet, at times that tell the truth. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void countsEveryPictureWhereverTheBytesAreCut(long seed) {
        var random = new Random(seed);
        int frames = 0;
        for (int i = 0; i < 80; i++) {
            int pictures = random.nextInt(12) == 0 ? 2 + random.nextInt(2) : 1;
            packet(pictures);
            frames += pictures;
            if (random.nextInt(30) == 0) {
                dts += random.nextInt(20_000);
            }
        }
        byte[] bytes = ts.bytes();

        assertThat(frames()).isEqualTo(frames);
        assertThat(Media.measure(bytes, random, 3_000)).isEqualTo(Media.measure(bytes));
        assertThat(Media.lent(bytes, random, 1 + random.nextInt(30_000))).isEqualTo(Media.measure(bytes));
    }

    private void steady(int packets) {
        for (int i = 0; i < packets; i++) {
            packet(1);
        }
    }

    private void packet(int pictures) {
        byte[][] payload = new byte[pictures][];
        for (int i = 0; i < pictures; i++) {
            payload[i] = large();
        }
        ts.video(256, dts, dts, join(payload));
        dts += pictures * STEP;
    }

    /** A picture of twelve slices that spans five transport packets. */
    private byte[] large() {
        byte[][] slices = new byte[12][];
        slices[0] = picture(coded == 0, 0, coded & 15);
        for (int i = 1; i < slices.length; i++) {
            slices[i] = slice(coded == 0, 60 * i, 0, coded & 15);
        }
        coded++;
        return join(slices);
    }

    private Stream video() {
        return measured(ts.bytes()).streams().get(0);
    }

    private long frames() {
        return video().frames();
    }
}
