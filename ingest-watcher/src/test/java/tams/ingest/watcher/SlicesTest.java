package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.contracts.Evidence;

class SlicesTest {

    /** Goal: the parts are the file's, however it is read. Method: cut by seed, compare with the parts cut out of the whole. */
    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {1_024, 1_025, 1_031, 188 * 100, 65_537, 1_000_003})
    void areTheSameHoweverTheFileIsRead(int length) {
        Random random = new Random(length);
        byte[] file = new byte[length];
        random.nextBytes(file);

        Slices slices = new Slices(length);
        for (int from = 0; from < length; ) {
            int to = Math.min(length, from + 1 + random.nextInt(length));
            slices.push(file, from, to - from);
            from = to;
        }

        assertThat(slices.finish()).isEqualTo(expected(file));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 1_023})
    void areNotMadeOfAFileThatIsTooShort(int length) {
        Slices slices = new Slices(length);

        slices.push(new byte[length], 0, length);

        assertThat(slices.finish()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 511, 4_095})
    void shareAllButOneWithAnAlteredCopy(int place) {
        byte[] file = new byte[4_096];
        new Random(place).nextBytes(file);
        List<Integer> original = slices(file);
        file[place]++;

        List<Integer> altered = slices(file);

        assertThat(altered).isNotEqualTo(original);
        assertThat(altered).filteredOn(original::contains).hasSize(Evidence.SLICES - 1);
    }

    private static List<Integer> slices(byte[] file) {
        Slices slices = new Slices(file.length);
        slices.push(file, 0, file.length);
        return slices.finish();
    }

    private static List<Integer> expected(byte[] file) {
        int size = file.length / Evidence.SLICES;
        List<Integer> parts = new ArrayList<>();
        for (int i = 0; i < Evidence.SLICES; i++) {
            CRC32C crc = new CRC32C();
            int to = i == Evidence.SLICES - 1 ? file.length : (i + 1) * size;
            crc.update(file, i * size, to - i * size);
            parts.add((int) crc.getValue());
        }
        return parts;
    }
}
