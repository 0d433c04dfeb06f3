package tams.ingest.mpegts;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: no bytes make the meter throw, hang or answer differently for different pieces. Method: damage good chunks by seed. */
class HostileBytesTest {

    private static final int ROUNDS = 150;

    static Stream<Long> seeds() {
        return LongStream.range(0, 20).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Timeout(value = 60, unit = SECONDS)
    void answersWhateverIsDamaged(long seed) {
        var random = new Random(seed);
        byte[] good = Media.muxed(Ticks.WRAP - 30_000, 31).bytes();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = damage(good, random);

            assertThat(Media.measure(damaged, random, 5_000)).isEqualTo(Media.measure(damaged));
            assertThat(Media.lent(damaged, random, 5_000)).isEqualTo(Media.measure(damaged));
        }
    }

    /** Goal: the same for the bytes of every codec. Method: random payload under random stream types. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Timeout(value = 60, unit = SECONDS)
    void answersWhateverThePayloadIs(long seed) {
        var random = new Random(seed);
        int[] types = {0x01, 0x02, 0x03, 0x04, 0x06, 0x0F, 0x11, 0x15, 0x1B, 0x24, 0x33, 0x81, 0x86, 0x87};
        for (int round = 0; round < ROUNDS; round++) {
            var ts = new TsWriter().tables(types[random.nextInt(types.length)], 256);
            for (int i = 0; i < 5; i++) {
                byte[] payload = new byte[random.nextInt(2000)];
                random.nextBytes(payload);
                salt(payload, random);
                ts.video(256, random.nextLong(), random.nextLong(), payload);
            }

            assertThat(Media.measure(ts.bytes())).isNotNull();
        }
    }

    /** Random bytes rarely hold what parsers look for, so it is strewn in. */
    private static void salt(byte[] payload, Random random) {
        int[][] grains = {
            {0, 0, 1},
            {0, 0, 1, 0x67},
            {0, 0, 1, 0x41},
            {0, 0, 1, 0x42, 1},
            {0xFF, 0xF1},
            {0x0B, 0x77},
            {0xFF, 0xFD},
            {0, 0, 1, 0xB3},
            {0, 0, 1, 0},
            {0, 0, 1, 6},
            {0, 0, 3},
            {0, 0, 0, 0}
        };
        for (int i = 0; i < payload.length / 20; i++) {
            int[] grain = grains[random.nextInt(grains.length)];
            int at = random.nextInt(payload.length);
            for (int g = 0; g < grain.length && at + g < payload.length; g++) {
                payload[at + g] = (byte) grain[g];
            }
        }
    }

    static byte[] damage(byte[] good, Random random) {
        byte[] bytes = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
        int flips = random.nextInt(60);
        for (int i = 0; i < flips && bytes.length > 0; i++) {
            int at = random.nextInt(random.nextBoolean() ? Math.min(bytes.length, 564) : bytes.length);
            bytes[at] = (byte) random.nextInt();
        }
        if (random.nextInt(4) == 0 && bytes.length > 1000) {
            int cut = random.nextInt(bytes.length - 500);
            bytes = Media.join(
                    Arrays.copyOf(bytes, cut), Arrays.copyOfRange(bytes, cut + random.nextInt(500), bytes.length));
        }
        return bytes;
    }

    @Test
    @Timeout(value = 60, unit = SECONDS)
    void readsALotOfStartCodesInLinearTime() {
        var ts = new TsWriter().tables(0x1B, 256);
        byte[] codes = new byte[6_000_000];
        for (int i = 2; i < codes.length; i += 4) {
            codes[i] = 1;
            codes[i + 1] = 0x41;
        }

        var measured = Media.measure(ts.video(256, 0, 0, codes).bytes());

        assertThat(measured).isNotNull();
    }

    @Test
    void boundsWhatAPatCanMakeItFollow() {
        var ts = new TsWriter();
        for (int section = 0; section < 40; section++) {
            int[] programs = new int[200];
            for (int i = 0; i < programs.length; i += 2) {
                programs[i] = 1 + section * 100 + i / 2;
                programs[i + 1] = 32 + (section * 100 + i / 2) % 8000;
            }
            ts.pat(programs);
        }

        assertThat(Media.refused(ts.bytes()).reason()).isEqualTo(Reason.NO_PSI);
    }

    /** Goal: ever new maps cost linear time and bounded memory. Method: every PMT lists 200 streams, none like the last. */
    @Test
    @Timeout(value = 30, unit = SECONDS)
    void boundsWhatMapsCanMakeItFollow() {
        var ts = new TsWriter().pat(1, 0x1000, 2, 0x1001);
        for (int round = 0; round < 4000; round++) {
            int[] streams = new int[400];
            for (int i = 0; i < streams.length; i += 2) {
                streams[i] = 0x1B;
                streams[i + 1] = 40 + (round * 100 + i / 2) % 4000;
            }
            ts.pmt(0x1000 + round % 2, 1 + round % 2, streams);
        }

        assertThat(Media.refused(ts.bytes()).reason()).isEqualTo(Reason.NO_MEDIA);
    }

    @Test
    void keepsNoMoreTimesThanItsBudget() {
        var budget = new TimestampBudget();
        var store = new TimestampStore(budget);
        var other = new TimestampStore(budget);
        for (long time = 0; time <= TimestampStore.TIMESTAMPS_MAX; time++) {
            store.add(-time);
        }
        other.add(7);

        assertThat(store.sorted(0, store.size())).hasSize(TimestampStore.TIMESTAMPS_MAX);
        assertThat(store.beyond()).isOne();
        assertThat(store.min()).isEqualTo(-TimestampStore.TIMESTAMPS_MAX);
        assertThat(other.isEmpty()).isFalse();
        assertThat(other.beyond()).isOne();
    }

    @Test
    void boundsItsWarnings() {
        var ts = new TsWriter();
        int[] streams = new int[400];
        for (int i = 0; i < streams.length; i += 2) {
            streams[i] = 0x1B;
            streams[i + 1] = 300 + i;
        }
        ts.tables(streams).tables(0x0F, 257).audio(257, 0, Media.adts(2, 3, 50));

        assertThat(Media.measured(ts.bytes()).warnings())
                .hasSize(Warnings.WARNINGS_MAX)
                .last()
                .isEqualTo("more_warnings: 102 left out");
    }
}
