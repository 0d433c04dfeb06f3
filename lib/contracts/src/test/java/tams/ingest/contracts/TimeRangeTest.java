package tams.ingest.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeRangeTest {

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest
    @CsvSource({
        "[0:0_6:6000000), [0:0_6:6000000)",
        "(0:0_1:0], (0:0_1:0]",
        "_, _",
        "(_), _",
        "[_], _",
        "(), ()",
        "[5:0_, [5:0_",
        "(5:0_, (5:0_",
        "_5:0), _5:0)",
        "_5:0], _5:0]",
        "5:0_, [5:0_",
        "[5:0], [5:0]",
        "5:0, [5:0]",
        "[5:0_5:0], [5:0]",
        "[5:0_5:0), ()",
        "(5:0_5:0), ()",
        "1:0_2:0, [1:0_2:0]",
        "[-1:500000000_0:0), [-1:500000000_0:0)",
    })
    void readsAndWritesTheNotation(String text, String canonical) {
        assertThat(TimeRange.parse(text)).hasToString(canonical);
        assertThat(TimeRange.parse(canonical)).isEqualTo(TimeRange.parse(text));
    }

    @Test
    void writesTheFormsThatMediaHas() {
        assertThat(TimeRange.between(Timestamp.ofSeconds(1), Timestamp.ofSeconds(3)))
                .hasToString("[1:0_3:0)");
        assertThat(TimeRange.between(Timestamp.ofSeconds(1), Timestamp.ofSeconds(1)))
                .isEqualTo(TimeRange.NEVER);
        assertThat(TimeRange.instant(Timestamp.ofSeconds(1))).hasToString("[1:0]");
        assertThat(TimeRange.from(Timestamp.ofSeconds(1))).hasToString("[1:0_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "]",
                "(",
                "[)",
                "(0:0)",
                "[0:0)",
                "(0:0]",
                "[0:0",
                "[1:0_0:0)",
                "[0:0_1:0",
                "0:0_1:0)",
                "[0:0_1:00)",
                "[0:0 _1:0)",
                "[0:0_1:0)\n",
                "[0:0-1:0)",
                "[0:01:0)"
            })
    void refusesWhatThePatternLetsThroughButMeansNothing(String text) {
        assertThatThrownBy(() -> TimeRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "[0:0_1:0), [1:0_2:0), false",
        "[0:0_1:0], [1:0_2:0), true",
        "[1:0_2:0), [2:0], false",
        "[1:0_2:0], [2:0], true",
        "_, [2:0], true",
        "(), _, false",
        "_1:0), [1:0_, false",
    })
    void overlapsWhereBothHoldAnInstant(String a, String b, boolean overlaps) {
        assertThat(TimeRange.parse(a).overlaps(TimeRange.parse(b))).isEqualTo(overlaps);
        assertThat(TimeRange.parse(b).overlaps(TimeRange.parse(a))).isEqualTo(overlaps);
    }

    /** Method: ranges over the first seconds are also sets of half seconds; both must agree on everything. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithSetsOfInstants(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            TimeRange a = any(random);
            TimeRange b = any(random);
            assertThat(instants(a.intersection(b))).isEqualTo(common(instants(a), instants(b)));
            assertThat(a.contains(b)).isEqualTo(instants(a).containsAll(instants(b)));
            List<Integer> rest =
                    a.minus(b).stream().flatMap(part -> instants(part).stream()).toList();
            assertThat(rest).isEqualTo(without(instants(a), instants(b)));
            assertThat(TimeRange.parse(a.toString())).isEqualTo(a);
        }
    }

    private static TimeRange any(Random random) {
        return new TimeRange(
                random.nextInt(6) == 0 ? null : Timestamp.ofSeconds(random.nextInt(6)),
                random.nextBoolean(),
                random.nextInt(6) == 0 ? null : Timestamp.ofSeconds(random.nextInt(6)),
                random.nextBoolean());
    }

    /** The half seconds from -1 to 7 s that lie in the range; with bounds on whole seconds they tell ranges apart. */
    private static List<Integer> instants(TimeRange range) {
        return IntStream.rangeClosed(-2, 14)
                .filter(half -> range.contains(Timestamp.ofNanos(half * 500_000_000L)))
                .boxed()
                .toList();
    }

    private static List<Integer> common(List<Integer> a, List<Integer> b) {
        return a.stream().filter(b::contains).toList();
    }

    private static List<Integer> without(List<Integer> a, List<Integer> b) {
        return a.stream().filter(each -> !b.contains(each)).toList();
    }

    @Test
    void movesAsAWhole() {
        TimeRange moved = TimeRange.parse("[18:18000000_24:24000000)").shifted(Timestamp.parse("-18:18000000"));

        assertThat(moved).hasToString("[0:0_6:6000000)");
        assertThat(moved.length()).contains(Timestamp.parse("6:6000000"));
    }
}
