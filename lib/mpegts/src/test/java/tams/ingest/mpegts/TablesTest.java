package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.adts;
import static tams.ingest.mpegts.Media.measured;
import static tams.ingest.mpegts.Media.refused;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tables are believed, and what they may make the meter follow. */
class TablesTest {

    private static final int AAC = 0x0F;
    private static final int MAP = 0x1000;

    /** Of a section: its table id, whether it is in force, and the program it speaks of. */
    @ParameterizedTest(name = "PMT {0}, in force {1}, of program {2}: believed {3}")
    @CsvSource({"2, true, 1, true", "3, true, 1, false", "2, false, 1, false", "2, true, 9, false"})
    void believesMapsInForceOfTheirOwnProgram(int table, boolean inForce, int program, boolean believed) {
        byte[] section = TsWriter.section(table, program, bodyOf(TsWriter.pmtSection(program, AAC, 257)));
        var ts = new TsWriter().pat(1, MAP).sections(MAP, inForce ? section : later(section));

        var measurement = measured(ts.audio(257, 0, adts(3, 3, 50)).bytes());

        // Without a table the codec is told from the bytes.
        assertThat(measurement.warnings().stream().noneMatch(line -> line.startsWith("psi_guessed")))
                .isEqualTo(believed);
    }

    @ParameterizedTest(name = "table {0}, in force {1}, program {2} on PID {3}: believed {4}")
    @CsvSource({
        "0, true, 1, 4096, true",
        "1, true, 1, 4096, false",
        "0, false, 1, 4096, false",
        "0, true, 0, 4096, false",
        "0, true, 1, 8191, false"
    })
    void believesAssociationsInForceThatNamePrograms(
            int table, boolean inForce, int program, int pid, boolean believed) {
        byte[] body = {(byte) (program >> 8), (byte) program, (byte) (0xE0 | pid >> 8), (byte) pid};
        byte[] section = TsWriter.section(table, 1, body);
        var ts = new TsWriter().sections(0, inForce ? section : later(section)).nulls(2);

        assertThat(refused(ts.bytes()).message())
                .startsWith(believed ? "the PAT (PID 0) names programs" : "no PAT (PID 0) with a program");
    }

    @Test
    void followsNoMoreProgramsThanAMultiplexHas() {
        var ts = new TsWriter();
        for (int part = 0; part < 2; part++) {
            int[] programs = new int[2 * 150];
            for (int i = 0; i < 150; i++) {
                programs[2 * i] = 1 + part * 150 + i;
                programs[2 * i + 1] = 1000 + part * 150 + i;
            }
            ts.pat(programs);
        }
        for (int i = 0; i < 300; i++) {
            ts.pmt(1000 + i, 1 + i, AAC, 3000 + i);
        }
        ts.audio(3000, 0, adts(3, 3, 50)).audio(3299, 0, adts(3, 3, 50));

        var measurement = measured(ts.bytes());

        assertThat(measurement.programs()).hasSize(Demultiplexer.PROGRAMS_MAX);
        assertThat(measurement.streams()).hasSize(Demultiplexer.PROGRAMS_MAX);
    }

    @Test
    void saysThatAMapChangedButNotThatItWasRepeated() {
        var ts = new TsWriter().tables(AAC, 257).tables(AAC, 257).audio(257, 0, adts(3, 3, 50));
        assertThat(measured(ts.bytes()).warnings()).isEmpty();

        ts.tables(AAC, 257, AAC, 258).audio(258, 0, adts(2, 3, 50));
        var measurement = measured(ts.bytes());

        assertThat(measurement.streams()).extracting(Stream::pid).containsExactly(257, 258);
        assertThat(measurement.streams()).extracting(Stream::frames).containsExactly(3L, 2L);
        assertThat(measurement.warnings())
                .containsExactly("pmt_changed: a PMT changed inside the chunk; streams of all its versions are listed");
    }

    @Test
    void listsAPidOfSeveralProgramsOnceAndNullPacketsNever() {
        var ts = new TsWriter().pat(1, MAP, 2, MAP + 1, 3, MAP);
        ts.pmt(MAP, 1, AAC, 257, AAC, Packets.NULL_PID)
                .pmt(MAP + 1, 2, AAC, 257, AAC, 258)
                .pmt(MAP, 3, AAC, 259);
        ts.audio(257, 0, adts(3, 3, 50)).audio(258, 0, adts(3, 3, 50));

        var measurement = measured(ts.bytes());

        assertThat(measurement.programs())
                .containsExactly(new Program(1, MAP, 257), new Program(2, MAP + 1, 257), new Program(3, MAP, 259));
        assertThat(measurement.streams()).extracting(Stream::pid).containsExactly(257, 258, 259);
        assertThat(measurement.streams()).extracting(Stream::program).containsExactly(1, 2, 3);
    }

    @Test
    void dropsPacketsMarkedAsDamagedAndCountsThem() {
        byte[] bytes = new TsWriter()
                .tables(AAC, 257)
                .audio(257, 0, adts(3, 3, 50))
                .nulls(2)
                .bytes();
        byte[] damaged = Media.join(
                bytes, new TsWriter().nulls(1).packet(257, true, new byte[184]).bytes());
        damaged[bytes.length + Packets.SIZE + 1] |= (byte) 0x80;

        var measurement = measured(damaged);

        assertThat(measurement.packets()).isEqualTo(7);
        assertThat(measurement.streams().get(0).frames()).isEqualTo(3);
        assertThat(measurement.warnings()).containsExactly("transport_error: 1 packets marked as damaged were dropped");
    }

    @Test
    void namesTheFirstProgramWhoseMapIsMissing() {
        assertThat(refused(new TsWriter().pat(9, 300, 4, 200, 7, 100).nulls(1).bytes())
                        .message())
                .endsWith(": program 4 has its PMT on PID 200");
    }

    /** A section that holds later, with its checksum put right. */
    private static byte[] later(byte[] section) {
        byte[] body = bodyOf(section);
        byte[] copy = TsWriter.section(section[0], section[3] << 8 | section[4], body);
        // Checksums are linear: the changed bit changes them by its own checksum, begun with 0.
        byte[] zero = new byte[section.length];
        copy[5] ^= 1;
        zero[5] = 1;
        int crc = 0;
        for (int i = 0; i < zero.length - 4; i++) {
            crc ^= zero[i] << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc << 1) ^ (crc < 0 ? 0x04C11DB7 : 0);
            }
        }
        for (int i = 0; i < 4; i++) {
            copy[copy.length - 4 + i] ^= (byte) (crc >>> (24 - 8 * i));
        }
        return copy;
    }

    private static byte[] bodyOf(byte[] section) {
        return Arrays.copyOfRange(section, 8, section.length - 4);
    }
}
