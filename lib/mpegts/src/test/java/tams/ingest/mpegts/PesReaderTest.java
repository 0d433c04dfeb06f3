package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PesReaderTest {

    private final List<Long> times = new ArrayList<>();
    private long payload;

    private final PesReader reader = new PesReader(
            new Essence() {
                @Override
                public void packet(Stamp stamp) {
                    times.add(stamp.take());
                }

                @Override
                public void bytes(byte[] bytes, int from, int to) {
                    payload += to - from;
                }

                @Override
                public void lost() {}

                @Override
                public Findings findings() {
                    throw new UnsupportedOperationException();
                }
            },
            new ProgramClock(256),
            true);

    @ParameterizedTest(name = "pieces of {0} bytes")
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 184})
    void readsAHeaderFromPiecesOfAnySize(int size) {
        feed(TsWriter.pes(0xE0, 8_589_934_591L, 8_589_930_000L, new byte[100]), size);
        feed(TsWriter.pes(0xE0, 3000, 2000, new byte[10]), size);

        assertThat(times).containsExactly(Ticks.WRAP - 1, Ticks.WRAP + 3000);
        assertThat(payload).isEqualTo(110);
        assertThat(reader.missing()).isZero();
    }

    @Test
    void passesOverStuffingInTheHeader() {
        byte[] pes = Media.join(new byte[] {0, 0, 1, (byte) 0xC0, 0, 30, (byte) 0x80, (byte) 0x80, 20}, new byte[27]);
        pes[9] = 0x21;
        pes[11] = 1;
        pes[13] = 1;

        feed(pes, 4);

        assertThat(times).containsExactly(0L);
        assertThat(payload).isEqualTo(7);
    }

    @Test
    void readsNoTimeWhereThereIsNone() {
        feed(new byte[] {0, 0, 1, (byte) 0xBF, 0, 8, (byte) 0x80, (byte) 0x80, 5, 0x21, 0, 1, 0, 1}, 184);
        feed(new byte[] {0, 0, 1, (byte) 0xE0, 0, 0, (byte) 0x80, (byte) 0x40, 5, 0x21, 0, 1, 0, 1, 9}, 184);
        feed(new byte[] {0, 0, 1, (byte) 0xE0, 0, 0, (byte) 0x80, (byte) 0x80, 2, 0x21, 0, 9}, 184);

        assertThat(times).containsOnly(Ticks.NONE).hasSize(3);
        assertThat(payload).isEqualTo(8 + 1 + 1);
    }

    @Test
    void passesOverWhatBelongsToTheChunkBefore() {
        reader.payload(new byte[184], 0, 184, false);
        feed(new byte[] {0, 0, 2, (byte) 0xE0, 0, 0, (byte) 0x80, 0, 0, 9}, 184);

        assertThat(payload).isZero();
        assertThat(reader.broken()).isOne();
    }

    @Test
    void tellsHowManyBytesTheLastPacketLacks() {
        feed(java.util.Arrays.copyOf(TsWriter.pes(0xC0, 0, TsWriter.NO_TIME, new byte[500]), 300), 184);

        assertThat(reader.missing()).isEqualTo(214);
    }

    private void feed(byte[] bytes, int size) {
        for (int at = 0; at < bytes.length; at += size) {
            reader.payload(bytes, at, Math.min(at + size, bytes.length), at == 0);
        }
    }
}
