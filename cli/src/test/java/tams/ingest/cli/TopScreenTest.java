package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.contracts.Counts;
import tams.ingest.contracts.FeedStatus;
import tams.ingest.contracts.TimeRange;

/** Goal: whatever the number of feeds and the length of their names, the screen holds and the worst is seen. */
class TopScreenTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.5Z");

    private final Rates rates = new Rates();

    private static FeedRow row(String feed, Duration silent) {
        FeedStatus status = new FeedStatus(
                feed,
                Counts.NONE,
                4,
                TimeRange.parse("[0:0_2:0)"),
                NOW.minus(silent),
                NOW.minus(silent),
                UUID.randomUUID(),
                List.of(41, 180),
                NOW.minus(silent));
        return FeedRow.of(status, true, NOW);
    }

    private List<String> lines(List<FeedRow> rows, ScreenSize size) {
        return TopScreen.lines(rows, rates, null, NOW, size);
    }

    @Test
    void showsAFeedInEightyColumns() {
        rates.note("camera-1", 100, 0);
        rates.note("camera-1", 130, Duration.ofSeconds(60).toNanos());

        List<String> lines = lines(List.of(row("camera-1", Duration.ofSeconds(3))), ScreenSize.DEFAULT);

        assertThat(lines.get(0)).isEqualTo("2026-01-01T00:00:00Z  1 feeds: 1 receiving; 0 pending, 4 gaps");
        assertThat(lines.get(2).split(" +"))
                .containsExactly("FEED", "STATE", "LAST", "RATE/m", "PENDING", "FAILED", "GAPS", "P50ms", "P99ms");
        assertThat(lines.get(3).split(" +"))
                .containsExactly("camera-1", "receiving", "3s", "30", "0", "0", "4", "41", "180");
    }

    @ParameterizedTest
    @CsvSource({"24, 80, 1", "24, 80, 20", "24, 80, 21", "24, 80, 1000", "6, 40, 3", "50, 200, 300"})
    void fitsAnyScreenWithAnyNumberOfFeeds(int height, int width, int feeds) {
        List<FeedRow> rows = IntStream.range(0, feeds)
                .mapToObj(i -> row("a-feed-with-a-rather-long-name-" + i, Duration.ofSeconds(i)))
                .toList();

        List<String> lines = lines(rows, new ScreenSize(height, width));

        assertThat(lines).hasSizeLessThan(height);
        assertThat(lines).allMatch(line -> line.length() <= width);
    }

    @Test
    void showsTheWorstFirstAndCountsWhatDoesNotFit() {
        List<FeedRow> fine = IntStream.range(0, 50)
                .mapToObj(i -> row("fine-" + i, Duration.ZERO))
                .toList();
        List<FeedRow> rows = Stream.concat(fine.stream(), Stream.of(row("zz-silent", Duration.ofMinutes(5))))
                .toList();

        List<String> lines = lines(rows, ScreenSize.DEFAULT);

        assertThat(lines.get(3)).startsWith("zz-silent").contains("stalled").contains("5m");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("… and 32 receiving");
    }

    @Test
    void saysWhatIsWrongAboveWhatWasKnown() {
        List<String> lines = TopScreen.lines(
                List.of(row("one", Duration.ZERO)), rates, "kafka is away\u001b[2J", NOW, ScreenSize.DEFAULT);

        assertThat(lines.get(1)).isEqualTo("kafka is away?[2J");
        assertThat(lines.get(3)).startsWith("one");
    }

    @ParameterizedTest
    @CsvSource({"'24 80', 24, 80", "'50 132\n', 50, 132", "'0 0', 24, 80", "'', 24, 80", "stty, 24, 80"})
    void takesTheSizeThatTheTerminalTells(String said, int rows, int columns) {
        assertThat(ScreenSize.parse(said)).isEqualTo(new ScreenSize(rows, columns));
    }

    @ParameterizedTest
    @CsvSource({"PT-1S, 0s", "PT99S, 99s", "PT100S, 1m", "PT99M, 99m", "PT100M, 1h", "PT99H, 99h", "P5D, 5d"})
    void saysHowLongAgoInFewLetters(Duration since, String age) {
        assertThat(TopScreen.age(since)).isEqualTo(age);
    }
}
