package tams.ingest.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fractions: their lowest terms, their arithmetic, their limits. */
class RationalTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"6/4, 3/2", "-6/4, -3/2", "0/5, 0", "8/4, 2", "-7, -7", "30000/1001, 30000/1001"})
    void isKeptInLowestTerms(String text, String lowest) {
        assertThat(Rational.parse(text)).hasToString(lowest);
        assertThat(Rational.parse(lowest)).isEqualTo(Rational.parse(text));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "a", "1/", "/2", "1/0", "1/-2", "1/2/3", "1.5", "9223372036854775808"})
    void refusesWhatIsNoFraction(String text) {
        assertThatThrownBy(() -> Rational.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        // plus, minus, order
        "1/2, 1/3, 5/6, 1/6, 1",
        "1/3, 1/2, 5/6, -1/6, -1",
        "-1/2, 1/2, 0, -1, -1",
        "2/4, 1/2, 1, 0, 0",
    })
    void addsSubtractsAndCompares(String a, String b, String sum, String difference, int order) {
        assertThat(Rational.parse(a).plus(Rational.parse(b))).hasToString(sum);
        assertThat(Rational.parse(a).minus(Rational.parse(b))).hasToString(difference);
        assertThat(Rational.parse(a).compareTo(Rational.parse(b))).isEqualTo(order);
    }

    @ParameterizedTest(name = "{0} times {1}, turned over, rounded")
    @CsvSource({
        "3/2, 4, 6, 2/3, 2",
        "-3/2, 3, -9/2, -2/3, -1",
        "1/3, 2, 2/3, 3, 0",
        "5/3, 3, 5, 3/5, 2",
        "-5/3, 1, -5/3, -3/5, -2"
    })
    void multipliesTurnsOverAndRounds(String value, long factor, String product, String inverse, long rounded) {
        assertThat(Rational.parse(value).times(factor)).hasToString(product);
        assertThat(Rational.parse(value).inverse()).hasToString(inverse);
        assertThat(Rational.parse(value).rounded()).isEqualTo(rounded);
    }

    @Test
    void tellsOfNumbersBeyondItsRangeInsteadOfWrapping() {
        Rational large = new Rational(Long.MAX_VALUE, 2);

        assertThatThrownBy(() -> large.times(2)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> large.plus(large)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(large::rounded).isInstanceOf(ArithmeticException.class);
    }
}
