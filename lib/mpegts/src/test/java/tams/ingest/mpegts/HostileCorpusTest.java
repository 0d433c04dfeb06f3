package tams.ingest.mpegts;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: whatever becomes of a chunk, it is answered, alike in pieces of any size, in linear time and bounded memory. Method:
 * real chunks, or made ones where there are none, damaged by seed; allocation and processor time of the measuring thread.
 */
class HostileCorpusTest {

    private static final int SEEDS = 6;
    private static final int CHUNKS = 6;
    private static final int CHUNK_BYTES_MAX = 2_000_000;
    private static final int PATTERN_BYTES = 500_000;

    /** Readers, the packets before the tables, the units held: what a meter takes however small the chunk is. */
    private static final long ALLOCATED_BYTES_BASE = 16L << 20;

    /** Garbage of headers and stamps: a frame's worth for every few bytes at the worst. */
    private static final long ALLOCATED_PER_BYTE = 16;

    /** Four times the bytes may take so many times the time: linear is 4, quadratic 16. */
    private static final long TIMES_LONGER = 10;

    /** Below two milliseconds the clock tells nothing. */
    private static final long NANOS_MIN = 2_000_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final List<byte[]> GOOD = Corpus.filesOr(CHUNK_BYTES_MAX, HostileCorpusTest::made);

    private static List<byte[]> made() {
        byte[] muxed = Media.muxed(Ticks.WRAP - 30_000, 61).bytes();
        byte[] audio = new TsWriter()
                .tables(0x0F, 257)
                .audio(257, 0, Media.adts(300, 3, 180))
                .bytes();
        return List.of(muxed, audio, Media.join(new TsWriter().nulls(50).bytes(), muxed));
    }

    static Stream<Arguments> damages() {
        return Arrays.stream(Damage.values())
                .flatMap(damage -> LongStream.range(0, SEEDS).mapToObj(seed -> Arguments.of(damage, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("damages")
    @Timeout(value = 60, unit = SECONDS)
    void answersAlikeInBoundedMemoryWhateverTheDamage(Damage damage, long seed) {
        var random = new Random(seed);
        for (int round = 0; round < CHUNKS; round++) {
            byte[] bytes = damage.apply(pick(random), pick(random), random);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            Measured measured = Media.measure(bytes);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

            assertThat(allocated)
                    .as("bytes allocated for %d", bytes.length)
                    .isLessThan(ALLOCATED_BYTES_BASE + ALLOCATED_PER_BYTE * bytes.length);
            assertThat(Media.measure(bytes, random, 60_000)).isEqualTo(measured);
            assertThat(Media.lent(bytes, random, 60_000)).isEqualTo(measured);
        }
    }

    private static byte[] pick(Random random) {
        return GOOD.get(random.nextInt(GOOD.size()));
    }

    /** What a chunk consists of over and over, to make a parser look at the same bytes again and again. */
    static Stream<Arguments> patterns() {
        return Stream.of(
                Arguments.of("sync bytes", new byte[] {0x47}),
                Arguments.of("zeros", new byte[] {0}),
                Arguments.of("start codes", new byte[] {0, 0, 1}),
                Arguments.of("packets of zeros", payload(0, 0, 0)),
                Arguments.of("packets of pictures", payload(0, 0, 1, 0x65, 0xB8)),
                Arguments.of("packets of sequences", payload(0, 0, 1, 0x67, 0x64, 0, 0x0D)),
                Arguments.of("packets of emulation prevention", payload(0, 0, 3)),
                Arguments.of("packets of audio headers", payload(0xFF, 0xF1, 0x50, 0x80, 0, 0xFF, 0xFC)),
                Arguments.of("packets that each start a picture", pesEach()));
    }

    /** Sixteen packets of one PID whose counters go on, the first of them starting a PES packet. */
    private static byte[] payload(int... unit) {
        byte[] bytes = new byte[16 * 184 - 19];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) unit[i % unit.length];
        }
        return new TsWriter().video(unit[0] == 0xFF ? 257 : 256, 0, 0, bytes).bytes();
    }

    private static byte[] pesEach() {
        var ts = new TsWriter();
        for (int i = 0; i < 16; i++) {
            ts.video(256, i, i, new byte[] {0, 0, 1, 9});
        }
        return ts.bytes();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("patterns")
    @Timeout(value = 60, unit = SECONDS)
    void takesFourTimesTheTimeForFourTimesTheBytes(String name, byte[] pattern) {
        long once = nanos(chunk(pattern, PATTERN_BYTES));
        long fourTimes = nanos(chunk(pattern, 4 * PATTERN_BYTES));

        assertThat(fourTimes).as(name).isLessThan(TIMES_LONGER * Math.max(once, NANOS_MIN));
    }

    private static byte[] chunk(byte[] pattern, int length) {
        byte[] tables = new TsWriter().tables(0x1B, 256, 0x0F, 257).bytes();
        byte[] head = pattern.length < Packets.SIZE ? new byte[0] : tables;
        byte[] chunk = Arrays.copyOf(head, length);
        for (int at = head.length; at < length; at++) {
            chunk[at] = pattern[(at - head.length) % pattern.length];
        }
        return chunk;
    }

    /** Processor time, the least of five runs: the first ones are slower for being compiled. */
    private static long nanos(byte[] bytes) {
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            long before = THREADS.getCurrentThreadCpuTime();
            assertThat(Media.measure(bytes)).isNotNull();
            least = Math.min(least, THREADS.getCurrentThreadCpuTime() - before);
        }
        return least;
    }
}
