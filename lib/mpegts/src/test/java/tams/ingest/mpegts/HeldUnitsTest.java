package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldUnitsTest {

    private final HeldUnits held = new HeldUnits();

    @Test
    void showsHeadsInOrderOnce() {
        held.add(new byte[] {1, 2, 3, 9}, 3);
        held.add(new byte[] {4}, 1);

        assertThat(drained()).containsExactly("3:1", "1:4");
        assertThat(drained()).isEmpty();
    }

    @Test
    void forgetsWhatIsProvenNotToMatter() {
        held.add(new byte[] {1}, 1);
        held.clear();

        assertThat(drained()).isEmpty();
    }

    @Test
    void takesNoMoreThanItsLimit() {
        for (int i = 0; i < 5_000; i++) {
            held.add(new byte[24], 24);
        }

        assertThat(drained()).hasSize(HeldUnits.BYTES_MAX / 26);
    }

    private List<String> drained() {
        var heads = new ArrayList<String>();
        held.drain(new byte[VideoEssence.HEAD_MAX], (head, length) -> heads.add(length + ":" + head[0]));
        return heads;
    }
}
