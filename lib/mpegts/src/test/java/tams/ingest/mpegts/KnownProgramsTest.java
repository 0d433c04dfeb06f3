package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.adts;
import static tams.ingest.mpegts.Media.picture;
import static tams.ingest.mpegts.Media.slice;

import org.junit.jupiter.api.Test;

class KnownProgramsTest {

    private static final int VIDEO = 256;
    private static final int AUDIO = 257;

    @Test
    void measuresAChunkWithoutTablesByThoseOfTheChunkBefore() {
        var known = known(media(tables(), 10).bytes());

        var measurement = (Measurement) measure(known, media(new TsWriter(), 10).bytes());

        assertThat(measurement.programs()).containsExactly(new Program(1, 0x1000, VIDEO));
        assertThat(measurement.streams())
                .isEqualTo(Media.measured(media(tables(), 10).bytes()).streams());
        assertThat(measurement.warnings())
                .containsExactly(
                        "psi_remembered: the chunk has no PMT of program 1; its streams are those that the chunk before listed");
    }

    @Test
    void remembersOverAnyNumberOfChunks() {
        var known = known(media(tables(), 10).bytes());
        for (int chunk = 0; chunk < 3; chunk++) {
            var meter = ChunkMeter.with(known);
            byte[] bytes = media(new TsWriter(), 10).bytes();
            meter.push(bytes, 0, bytes.length);
            assertThat(meter.finish()).isInstanceOf(Measurement.class);
            known = meter.programs();
        }

        assertThat(known.isEmpty()).isFalse();
    }

    @Test
    void believesTheChunkItselfFirst() {
        var known = known(media(tables(), 10).bytes());
        byte[] other =
                media(new TsWriter().tables(0x02, VIDEO, 0x03, AUDIO), 10).bytes();

        assertThat(measure(known, other)).isEqualTo(Media.measure(other));
        assertThat(measure(known, media(tables(), 10).bytes()))
                .isEqualTo(Media.measure(media(tables(), 10).bytes()));
    }

    @Test
    void refusesAChunkThatHasNoneOfTheStreamsRemembered() {
        var known = known(media(tables(), 10).bytes());
        byte[] other = new TsWriter().video(300, 0, 0, slice(true, 0, 2, 0)).bytes();

        assertThat(((Unmeasurable) measure(known, other)).reason()).isEqualTo(Reason.NO_PSI);
        assertThat(((Unmeasurable) measure(KnownPrograms.NONE, other)).reason()).isEqualTo(Reason.NO_PSI);
    }

    @Test
    void goesByTheBytesWhereTheChunkContradictsWhatIsRemembered() {
        var known = known(media(tables(), 10).bytes());
        byte[] contradicting = media(new TsWriter().pat(1, 0x1001), 10).bytes();

        var measurement = (Measurement) measure(known, contradicting);

        assertThat(measurement.programs()).extracting(Program::pmtPid).containsExactly(0x1001);
        assertThat(measurement.warnings()).singleElement().asString().startsWith("psi_guessed: ");
    }

    /** More packets than are kept without a table: the map must be taken before they are gone. */
    @Test
    void measuresLongChunksWithoutTables() {
        var known = known(media(tables(), 10).bytes());

        var measurement =
                (Measurement) measure(known, media(new TsWriter(), 4000).bytes());

        assertThat(measurement.packets()).isGreaterThan(PacketMemory.PACKETS_MAX);
        assertThat(measurement.streams().get(0).frames()).isEqualTo(4000);
        assertThat(measurement.streams().get(1).frames()).isEqualTo(4000);
    }

    @Test
    void givesUpWhatALateTableContradicts() {
        var known = known(media(tables(), 10).bytes());
        var ts = media(new TsWriter(), 3000).tables(0x1B, VIDEO, 0x11, AUDIO, 0x0F, 300);
        for (int i = 0; i < 10; i++) {
            ts.audio(300, 1920L * i, adts(1, 3, 40));
        }

        var measurement = (Measurement) measure(known, ts.bytes());

        assertThat(measurement.streams()).extracting(Stream::pid).containsExactly(VIDEO, AUDIO, 300);
        assertThat(measurement.streams()).extracting(Stream::codec).containsExactly("h264", "aac_latm", "aac");
        assertThat(measurement.streams()).extracting(Stream::hasRange).containsExactly(true, false, true);
        assertThat(measurement.streams().get(0).frames()).isEqualTo(3000);
        assertThat(measurement.warnings()).noneMatch(warning -> warning.startsWith("psi_remembered"));
    }

    @Test
    void forgetsMapsOfTooManyStreams() {
        int[] typesAndPids = new int[2 * 180];
        for (int i = 0; i < 180; i++) {
            typesAndPids[2 * i] = 0x0F;
            typesAndPids[2 * i + 1] = 300 + i;
        }
        var one = new TsWriter().pat(1, 0x1000).pmt(0x1000, 1, typesAndPids);
        assertThat(known(one.bytes()).isEmpty()).isFalse();

        var two = new TsWriter().pat(1, 0x1000, 2, 0x1001).pmt(0x1000, 1, typesAndPids);
        assertThat(known(two.pmt(0x1001, 2, typesAndPids).bytes()).isEmpty()).isTrue();
    }

    private static TsWriter tables() {
        return new TsWriter().tables(0x1B, VIDEO, 0x0F, AUDIO);
    }

    private static TsWriter media(TsWriter ts, int frames) {
        for (int i = 0; i < frames; i++) {
            ts.video(VIDEO, 3600L * i, 3600L * i, picture(i == 0, 0, i & 15));
            ts.audio(AUDIO, 1920L * i, adts(1, 3, 40));
        }
        return ts;
    }

    private static KnownPrograms known(byte[] bytes) {
        var meter = new ChunkMeter();
        meter.push(bytes, 0, bytes.length);
        meter.finish();
        return meter.programs();
    }

    private static Measured measure(KnownPrograms known, byte[] bytes) {
        var meter = ChunkMeter.with(known);
        meter.push(bytes, 0, bytes.length);
        return meter.finish();
    }
}
