package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.TimeRange;

class GapBookTest {

    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
    private static final UUID FLOW = UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2");

    private final GapBook book = new GapBook();

    @Test
    void listsOpenHolesByFeedAndTime() {
        book.add(gap("b", "[0:0_1:0)"));
        book.add(gap("a", "[8:0_9:0)"));
        book.add(gap("a", "[2:0_4:0)"));

        assertThat(open(null)).containsExactly("[2:0_4:0)", "[8:0_9:0)", "[0:0_1:0)");
        assertThat(open("b")).containsExactly("[0:0_1:0)");
    }

    @Test
    void leavesTheRestOfAHoleThatWasFilledInPart() {
        book.add(gap("a", "[0:0_10:0)"));
        book.add(filled("a", "[0:0_10:0)", "[0:0_4:0)", "[6:0_10:0)"));

        assertThat(open("a")).containsExactly("[0:0_4:0)", "[6:0_10:0)");
        assertThat(book.list("a", true)).hasSize(3);
    }

    @Test
    void closesAHoleThatWasFilled() {
        book.add(gap("a", "[0:0_10:0)"));
        book.add(filled("a", "[0:0_10:0)"));

        assertThat(open("a")).isEmpty();
        assertThat(book.list("a", true).get(0).filledAt()).isEqualTo(AT);
    }

    @Test
    void countsAFactThatWasPublishedTwiceOnce() {
        book.add(gap("a", "[0:0_10:0)"));
        book.add(gap("a", "[0:0_10:0)"));

        assertThat(open("a")).hasSize(1);
    }

    @Test
    void showsOverlapsAndDiscontinuitiesOnlyWhenAskedForAll() {
        TimeRange range = TimeRange.parse("[0:0_1:0)");
        book.add(new GapEvent.OverlapDetected("a", FLOW, range, FLOW, FLOW, AT));
        book.add(new GapEvent.DiscontinuityDetected("a", FLOW, range, "PTS_BACK", AT));

        assertThat(open("a")).isEmpty();
        assertThat(book.list("a", true).stream().map(GapBook.Finding::kind))
                .containsExactlyInAnyOrder("overlap", "discontinuity");
    }

    private List<String> open(@Nullable String feed) {
        return book.list(feed, false).stream()
                .map(finding -> finding.timerange().toString())
                .toList();
    }

    private static GapEvent gap(String feed, String range) {
        return new GapEvent.GapDetected(feed, FLOW, TimeRange.parse(range), "MISSING", AT);
    }

    private static GapEvent filled(String feed, String range, String... rest) {
        return new GapEvent.GapFilled(
                feed,
                FLOW,
                TimeRange.parse(range),
                FLOW,
                List.of(rest).stream().map(TimeRange::parse).toList(),
                AT);
    }
}
