package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NaturalOrderTest {

    @Test
    void countsWherePeopleCount() {
        assertThat(NaturalOrder.compare("a9.ts", "a10.ts")).isNegative();
        assertThat(NaturalOrder.compare("cam2/1.ts", "cam10/0.ts")).isNegative();
        assertThat(NaturalOrder.compare("a1b2", "a1b10")).isNegative();
        assertThat(NaturalOrder.compare("a", "a1")).isNegative();
        assertThat(NaturalOrder.compare("a01", "a1")).isNotZero();
        assertThat(NaturalOrder.compare("99999999999999999999998", "99999999999999999999999"))
                .isNegative();
        assertThat(NaturalOrder.compare("same", "same")).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isOneOrderWhateverTheBeginning(long seed) {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            StringBuilder name = new StringBuilder();
            for (int part = random.nextInt(6); part >= 0; part--) {
                name.append("a0b1-9".charAt(random.nextInt(6)));
            }
            names.add(name.toString());
        }
        List<String> sorted = names.stream().sorted(NaturalOrder::compare).toList();
        Collections.shuffle(names, random);

        assertThat(names.stream().sorted(NaturalOrder::compare).toList()).isEqualTo(sorted);
    }
}
