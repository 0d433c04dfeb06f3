package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: Opus is read behind whatever may stand in its control header. Method: headers by seed, then tables. */
class OpusSyntaxTest {

    static Stream<Long> seeds() {
        return LongStream.range(0, 60).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsOpusBehindTrimsAndExtension(long seed) {
        var random = new Random(seed);
        int size = 1 + random.nextInt(1200);
        int configuration = random.nextInt(32);
        int code = random.nextInt(4);
        byte[] control = control(random, size);
        byte[] header = Arrays.copyOf(control, AudioSyntax.HEADER_MAX);
        header[control.length] = (byte) (configuration << 3 | 4 | code);
        header[control.length + 1] = 1;

        int needed = 1;
        var syntax = new OpusSyntax();
        for (int length = 1; length <= needed; length++) {
            assertThat(syntax.plausible(header, length)).isTrue();
            needed = syntax.headerBytes(header, length);
            assertThat(needed > length).as("at %d", length).isEqualTo(length < control.length + (code == 3 ? 2 : 1));
        }

        int[] samples = configuration < 12
                ? new int[] {480, 960, 1920, 2880}
                : configuration < 16 ? new int[] {480, 960, 480, 960} : new int[] {120, 240, 480, 960};
        int frames = code == 1 || code == 2 ? 2 : 1;
        assertThat(syntax.parse(header))
                .isEqualTo(new AudioHeader(
                        Codec.OPUS, control.length + size, frames * samples[configuration & 3], 48_000, 2, null));
    }

    private static byte[] control(Random random, int size) {
        int flags = random.nextInt(8) << 2;
        var head = new byte[] {0x7F, (byte) (0xE0 | flags)};
        byte[] sizes = new byte[size / 255 + 1];
        Arrays.fill(sizes, (byte) 0xFF);
        sizes[size / 255] = (byte) (size % 255);
        byte[] trims = new byte[(flags & 16) / 8 + (flags & 8) / 4];
        byte[] extension = new byte[(flags & 4) == 0 ? 0 : 1 + random.nextInt(9)];
        if (extension.length > 0) {
            extension[0] = (byte) (extension.length - 1);
        }
        return Media.join(head, sizes, trims, extension);
    }

    @ParameterizedTest(name = "{0} of Opus: {1}")
    @CsvSource({
        "7F, true",
        "7E, false",
        "7FC0, false",
        "7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF, false",
        "7FFFFFFFFFFFFFFFFFFFFFFFFFFFFF, true",
        "7FFFFFFFFFFFFFFFFFFFFFFFFFFFFF01, true"
    })
    void givesUpASizeOfOpusThatDoesNotEnd(String hex, boolean plausible) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(new OpusSyntax().plausible(Arrays.copyOf(bytes, 32), bytes.length))
                .isEqualTo(plausible);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // no size, no frames, more than 120 ms, exactly 120 ms, extensions up to the end of the header and beyond
        "7FE000F8, none",
        "7FE010FB00, none",
        "7FE010FB07, none",
        "7FE010FB06, 5760",
        "7FE4101AAAAAAA, 480",
        "7FE4100AAAAAAA, 480",
        "7FE4101B00, none",
    })
    void refusesFramesOfOpusThatAreNone(String hex, String samples) {
        var read = new OpusSyntax().parse(Arrays.copyOf(HexFormat.of().parseHex(hex), 32));

        assertThat(read == null ? "none" : String.valueOf(read.samples())).isEqualTo(samples);
    }
}
