package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** A window over a timeline of random gaps tells the same as the whole, from a later number on. */
class PlaylistWindowTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void numbersWhatItKeepsAsTheWholeDoes(long seed) {
        Random random = new Random(seed);
        PlaylistWindow whole = new PlaylistWindow(1_000, 7);
        PlaylistWindow window = new PlaylistWindow(10, 7);
        long at = 0;
        for (int i = 0; i < 200; i++) {
            long start = at + (random.nextInt(5) == 0 ? 1 : 0);
            at = start + 1 + random.nextInt(6);
            TimeRange range = TimeRange.between(Timestamp.ofSeconds(start), Timestamp.ofSeconds(at));
            SegmentTable.Row row = new SegmentTable.Row(Extent.of(range), "o" + i, Documents.object());
            whole.add(row);
            window.add(row);
        }
        var rest = whole.parts().subList(190, 200);
        long discontinuitiesBefore = whole.parts().subList(0, 190).stream()
                .filter(PlaylistWindow.Part::discontinuous)
                .count();

        assertThat(window.parts()).isEqualTo(rest);
        assertThat(window.sequence()).isEqualTo(7 + 190);
        assertThat(window.discontinuities()).isEqualTo(discontinuitiesBefore);
        assertThat(whole.sequence()).isEqualTo(7);
    }
}
