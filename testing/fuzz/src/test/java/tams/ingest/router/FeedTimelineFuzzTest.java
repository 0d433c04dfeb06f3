package tams.ingest.router;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: whatever arrives in whatever order, no two ranges of a Flow overlap, and a decision stays as it was. Method: a life
 * of a feed from the fuzzer's choices.
 */
class FeedTimelineFuzzTest {

    static Stream<byte[]> lives() {
        return Stream.of(
                new byte[] {0, 0, 0, 0, 1, 1, 0, 50, 0, 2, 2, 0, 50, 0, 4, 4, 0, 50, 0, 3, 3, 0, 50},
                new byte[] {1, 1, 1, 7, 2, 2, 2, 9, 3, 3, 3, 1, 0, 1, 1, 7},
                new byte[] {2, 9, 4, 4, 4, 8, 5, 5, 5, 8, 6, 6, 0, 120, 3, 3, 127, 5},
                // A chunk without length between two others.
                new byte[] {6, 1, 1, 0, 0, 8, -1, -1, -1, 11, 23, 58, -108, 0, 0, -59, -1, 0, 0});
    }

    @MethodSource("lives")
    @FuzzTest
    void keepsRangesApartAndDecisionsAsTheyWere(byte[] input) {
        FeedLife.check(input);
    }
}
