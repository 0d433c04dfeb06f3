package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SectionReaderTest {

    private final List<Integer> seen = new ArrayList<>();
    private final SectionReader reader = new SectionReader(section -> seen.add(section.extension()));

    @Test
    void readsASectionThatSpansPackets() {
        read(new TsWriter().sections(5, TsWriter.section(2, 77, new byte[900])));

        assertThat(seen).containsExactly(77);
    }

    @Test
    void readsSeveralSectionsOfOnePacket() {
        byte[] two = Media.join(TsWriter.section(2, 1, new byte[10]), TsWriter.section(2, 2, new byte[10]));

        read(new TsWriter().sections(5, two));

        assertThat(seen).containsExactly(1, 2);
    }

    @Test
    void readsTheSectionThatEndsWhereTheNextOneStarts() {
        byte[] first = TsWriter.section(2, 1, new byte[200]);
        byte[] second = TsWriter.section(2, 2, new byte[20]);
        int head = 183;
        byte[] tail = new byte[184];
        java.util.Arrays.fill(tail, (byte) 0xFF);
        tail[0] = (byte) (first.length - head);
        System.arraycopy(first, head, tail, 1, first.length - head);
        System.arraycopy(second, 0, tail, 1 + first.length - head, second.length);

        read(new TsWriter()
                .packet(5, true, Media.join(new byte[1], java.util.Arrays.copyOf(first, head)))
                .packet(5, true, tail));

        assertThat(seen).containsExactly(1, 2);
    }

    @Test
    void dropsASectionWithAWrongChecksum() {
        byte[] section = TsWriter.section(2, 1, new byte[10]);
        section[9] ^= 1;

        read(new TsWriter().sections(5, section));

        assertThat(seen).isEmpty();
        assertThat(reader.rejected()).isOne();
    }

    @Test
    void dropsASectionWhosePacketIsMissing() {
        var ts = new TsWriter().packet(5, true, Media.join(new byte[1], new byte[] {2, (byte) 0xB3, 0}, new byte[180]));

        read(ts.skip(5, 1).packet(5, false, new byte[184]).sections(5, TsWriter.section(2, 9, new byte[4])));

        assertThat(seen).containsExactly(9);
    }

    @Test
    void doesNotBelieveLengthsThatLie() {
        read(new TsWriter()
                .sections(5, new byte[] {2, (byte) 0xBF, (byte) 0xFF, 0, 1})
                .sections(5, new byte[] {2, (byte) 0xB0, 0, 0, 1})
                .packet(5, true, filled(200))
                .sections(5, TsWriter.section(2, 3, new byte[4])));

        assertThat(seen).containsExactly(3);
    }

    private static byte[] filled(int pointer) {
        byte[] payload = new byte[184];
        payload[0] = (byte) pointer;
        return payload;
    }

    private void read(TsWriter ts) {
        byte[] bytes = ts.bytes();
        for (int at = 0; at < bytes.length; at += Packets.SIZE) {
            reader.packet(bytes, at);
        }
    }
}
