package tams.ingest.registrar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NeedleTest {

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** Few letters, so that what is looked for nearly matches at many places. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findsWhatATextContains(long seed) {
        Random random = new Random(seed);
        String wanted = text(random, 1 + random.nextInt(5));
        String text = text(random, random.nextInt(60));

        assertThat(Needle.of(wanted).isIn(text.getBytes(UTF_8))).isEqualTo(text.contains(wanted));
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        random.ints(length, 0, 3).forEach(letter -> text.append("aé\"".charAt(letter)));
        return text.toString();
    }

    @Test
    void doesNotLookForNothing() {
        assertThatThrownBy(() -> Needle.of("")).isInstanceOf(IllegalArgumentException.class);
    }
}
