package tams.ingest.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Function;

/** What holds for any text taken as a time, a range and a fraction. */
final class TimeText {

    private TimeText() {}

    static void check(String text) {
        Optional<Timestamp> time = read(text, Timestamp::parse);
        Optional<TimeRange> range = read(text, TimeRange::parse);
        Optional<Rational> fraction = read(text, Rational::parse);

        time.ifPresent(at -> assertThat(at.negated().negated()).isEqualTo(at));
        range.ifPresent(all -> {
            assertThat(all.contains(all)).isTrue();
            assertThat(all.minus(all)).isEmpty();
        });
        fraction.ifPresent(value -> assertThat(value.denominator()).isPositive());
    }

    /** The value, which is read again from what it writes; empty where it was refused as declared. */
    private static <T> Optional<T> read(String text, Function<String, T> parser) {
        T value;
        try {
            value = parser.apply(text);
        } catch (IllegalArgumentException declared) {
            assertThat(declared.getMessage()).isNotBlank();
            return Optional.empty();
        }
        assertThat(parser.apply(value.toString())).isEqualTo(value);
        return Optional.of(value);
    }
}
