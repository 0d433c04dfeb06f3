package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.join;
import static tams.ingest.mpegts.Media.picture;
import static tams.ingest.mpegts.Media.slice;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a stream is looked at whole and when what is left of a picture is passed over; whose time a picture has. */
class VideoEssenceTest {

    private static final long STEP = 3600;
    private static final byte[] MORE = new byte[200];

    static {
        Arrays.fill(MORE, (byte) 0x33);
    }

    private final VideoEssence essence = VideoEssence.of(Codec.H264, new TimestampBudget());
    private long dts;
    private int coded;

    @Test
    void passesOverTheRestOfAPictureOnceAFewPacketsHeldOneEach() {
        for (int packet = 0; packet < OnePerPacket.TRUSTED + 1; packet++) {
            begin();
            assertThat(essence.passesOver()).as("packet %d", packet).isFalse();
        }

        begin();

        assertThat(essence.passesOver()).isTrue();
        essence.bytes(MORE, 0, MORE.length);
        assertThat(essence.passesOver()).isTrue();
        begin();
        assertThat(essence.passesOver()).isTrue();
        assertThat(essence.findings().frames()).isEqualTo(OnePerPacket.TRUSTED + 3);
    }

    @Test
    void looksAtEverythingAgainAfterALossOrALeap() {
        steady();
        essence.lost();
        assertThat(essence.passesOver()).isFalse();
        steady();
        dts += 5 * STEP;
        begin();
        begin();
        assertThat(essence.passesOver()).isFalse();
        steady();
        essence.packet(Stamp.none());
        essence.bytes(picture(false, 0, coded++ & 15), 0, 40);
        assertThat(essence.passesOver()).isFalse();
    }

    @Test
    void looksAtAPacketWholeThatDoesNotStartWithAUnitOrHoldsTwoPictures() {
        steady();
        packet(join(MORE, picture(false, 0, coded++ & 15), MORE));
        assertThat(essence.passesOver()).isFalse();
        steady();
        byte[] one = picture(false, 0, coded++ & 15);
        packet(join(one, picture(false, 0, coded++ & 15), MORE));
        assertThat(essence.passesOver()).isFalse();
    }

    /** What was passed over counts if the next packet's time allows for it, whether its bytes are still there or not. */
    @ParameterizedTest(name = "released before: {0}")
    @ValueSource(booleans = {false, true})
    void countsASecondPictureInWhatWasPassedOver(boolean released) {
        steady();
        long before = coded;
        begin();
        assertThat(essence.passesOver()).isTrue();
        byte[] second = join(MORE, picture(false, 0, coded++ & 15), MORE);
        byte[] third = join(picture(false, 0, coded++ & 15), MORE);
        essence.bytes(second, 0, second.length);
        if (released) {
            essence.release();
            Arrays.fill(second, (byte) 0);
        }
        essence.bytes(third, 0, third.length);
        dts += 2 * STEP;
        begin();

        var findings = essence.findings();

        assertThat(findings.frames()).isEqualTo(before + 4);
        assertThat(findings.framesWithoutPts()).isEqualTo(2);
    }

    /** Zeros that end the bytes passed over may begin the start code of the next packet's picture. */
    @ParameterizedTest(name = "{0} zeros at the end")
    @ValueSource(ints = {0, 1, 2, 3})
    void remembersTheZerosThatEndWhatItPassesOver(int zeros) {
        steady();
        long before = coded;
        begin();
        byte[] next = picture(false, 0, coded++ & 15);
        byte[] end = join(MORE, new byte[zeros]);
        essence.bytes(end, 0, end.length);
        packet(join(Arrays.copyOfRange(next, zeros, next.length), MORE));
        begin();

        assertThat(essence.findings().frames()).isEqualTo(before + 3);
    }

    /** The picture's code is 00 00 01, with any number of zeros before it. */
    @ParameterizedTest(name = "{0} bytes of the code in the packet before, {1} zeros in all: own time {2}")
    @CsvSource({
        "0, 2, true",
        "1, 2, false",
        "2, 2, false",
        "3, 2, false",
        "4, 2, false",
        "0, 3, true",
        "1, 3, true",
        "2, 3, false",
        "3, 3, false",
        "0, 5, true",
        "3, 5, true",
        "4, 5, false",
    })
    void givesAPictureTheTimeOfThePacketInWhichItsCodeBegins(int cut, int zeros, boolean own) {
        byte[] code = new byte[zeros + 1];
        code[zeros] = 1;
        byte[] body = slice(false, 0, 0, 1);
        byte[] second = join(code, Arrays.copyOfRange(body, 3, body.length));
        packet(join(picture(true, 2, 0), Arrays.copyOf(second, cut)));
        packet(Arrays.copyOfRange(second, cut, second.length));
        packet(picture(false, 0, 2));

        var findings = essence.findings();

        assertThat(findings.frames()).isEqualTo(3);
        assertThat(findings.framesWithoutPts()).isEqualTo(own ? 0 : 1);
    }

    @Test
    void findsUnitsHoweverTheirBytesArrive() {
        byte[] stream = join(picture(true, 2, 0), picture(false, 0, 1), picture(false, 0, 2), slice(false, 9, 0, 2));
        for (int piece = 1; piece < 40; piece++) {
            var own = VideoEssence.of(Codec.H264, new TimestampBudget());
            own.packet(new Stamp(0, 0, 0));
            for (int at = 0; at < stream.length; at += piece) {
                own.bytes(stream, at, Math.min(at + piece, stream.length));
            }

            assertThat(own.findings())
                    .as("pieces of %d", piece)
                    .returns(3L, Findings::frames)
                    .returns(1L, Findings::keyFrames)
                    .returns(2L, Findings::framesWithoutPts);
        }
    }

    @Test
    void forgetsHalfAUnitAndZerosAtALoss() {
        essence.packet(new Stamp(0, 0, 0));
        essence.bytes(join(picture(true, 2, 0), new byte[] {0, 0}), 0, picture(true, 2, 0).length + 2);
        essence.lost();
        byte[] rest = {1, 0x41, (byte) 0x9A, 0x20, 0x33, 0x33, 0x33};
        essence.bytes(rest, 0, rest.length);
        essence.bytes(new byte[] {0, 0, 1}, 0, 3);
        essence.lost();
        essence.bytes(rest, 1, rest.length);

        assertThat(essence.findings().frames()).isOne();
    }

    private void steady() {
        for (int i = 0; i < OnePerPacket.TRUSTED + 3; i++) {
            begin();
        }
        assertThat(essence.passesOver()).isTrue();
    }

    /** A packet with one picture, so far. */
    private void begin() {
        packet(join(picture(coded == 0, 0, coded++ & 15), MORE));
    }

    private void packet(byte[] payload) {
        essence.packet(new Stamp(dts, dts, 0));
        essence.bytes(payload, 0, payload.length);
        dts += STEP;
    }
}
