package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FractionTest {

    @Test
    void isInLowestTermsAndPrintsSo() {
        assertThat(new Fraction(6006, 2)).hasToString("3003");
        assertThat(new Fraction(15014, 4)).hasToString("7507/2");
        assertThat(new Fraction(0, 5)).isEqualTo(Fraction.of(0));
    }

    @Test
    void roundsHalvesUpwards() {
        assertThat(new Fraction(3, 2).rounded()).isEqualTo(2);
        assertThat(new Fraction(15015, 4).rounded()).isEqualTo(3754);
        assertThat(new Fraction(-3, 2).rounded()).isEqualTo(-1);
        assertThat(Fraction.rounded(7 * 90_000 * 1024L, 44_100)).isEqualTo(14_629);
    }

    @Test
    void turnsTicksIntoARateAndBack() {
        assertThat(Fraction.of(3003).perSecond()).hasToString("30000/1001");
        assertThat(Fraction.of(3003).perSecond().perSecond()).hasToString("3003");
    }

    @Test
    void hasADenominatorAboveZero() {
        assertThatThrownBy(() -> new Fraction(1, 0)).hasMessageContaining("0");
    }
}
