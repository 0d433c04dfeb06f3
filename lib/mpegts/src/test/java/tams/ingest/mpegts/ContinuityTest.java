package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContinuityTest {

    private final Continuity continuity = new Continuity();

    @Test
    void startsAnywhereAndWrapsAtSixteen() {
        assertThat(step(14, 1)).isEqualTo(Continuity.Step.NEXT);
        assertThat(step(15, 2)).isEqualTo(Continuity.Step.NEXT);
        assertThat(step(0, 3)).isEqualTo(Continuity.Step.NEXT);
    }

    @Test
    void allowsOneRepetitionOfTheSameBytes() {
        var first = step(3, 1);

        assertThat(first).isEqualTo(Continuity.Step.NEXT);
        assertThat(step(3, 1)).isEqualTo(Continuity.Step.REPEATED);
        assertThat(step(3, 1)).isEqualTo(Continuity.Step.GAP);
    }

    @Test
    void takesOtherBytesWithTheSameCounterForALostTurn() {
        var first = step(3, 1);

        assertThat(first).isEqualTo(Continuity.Step.NEXT);
        assertThat(step(3, 2)).isEqualTo(Continuity.Step.GAP);
        assertThat(continuity.gaps()).isOne();
    }

    @Test
    void noticesMissingPackets() {
        var first = step(3, 1);

        assertThat(first).isEqualTo(Continuity.Step.NEXT);
        assertThat(step(5, 2)).isEqualTo(Continuity.Step.GAP);
        assertThat(step(6, 3)).isEqualTo(Continuity.Step.NEXT);
    }

    @Test
    void startsAnewAfterAPacketWithoutPayloadThatAnnouncesIt() {
        byte[] announcement = new byte[188];
        System.arraycopy(new byte[] {0x47, 1, 0, 0x2A, (byte) 183, (byte) 0x80}, 0, announcement, 0, 6);
        var ts = new TsWriter().tables(0x0F, 256).audio(256, 0, Media.adts(4, 3, 40));

        var announced = ts.raw(announcement).skip(256, 5).audio(256, 7680, Media.adts(4, 3, 40));
        assertThat(Media.measured(announced.bytes()).warnings()).isEmpty();

        var silent = announced.skip(256, 5).audio(256, 15_360, Media.adts(4, 3, 40));
        assertThat(Media.measured(silent.bytes()).warnings())
                .contains("continuity: PID 256 (aac): packets are missing in 1 places");
    }

    private Continuity.Step step(int counter, int content) {
        byte[] payload = new byte[184];
        payload[183] = (byte) content;
        return continuity.step(
                new TsWriter().packet(9, false, payload, counter, 0).bytes(), 0);
    }
}
