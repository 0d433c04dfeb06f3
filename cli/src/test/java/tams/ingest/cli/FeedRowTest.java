package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.contracts.Counts;
import tams.ingest.contracts.FeedStatus;
import tams.ingest.contracts.TimeRange;

class FeedRowTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final TimeRange SIX_SECONDS = TimeRange.parse("[84:84000000_90:90000000)");

    @ParameterizedTest(name = "{0} s silent, {1} pending, {2} parked, mapped {3}: {4}")
    @CsvSource({
        "0, 0, 0, true, receiving",
        "18, 0, 0, true, receiving",
        "19, 0, 0, true, late",
        "60, 0, 0, true, late",
        "61, 0, 0, true, stalled",
        "3601, 0, 0, true, idle",
        "3601, 1, 0, true, stalled",
        "31, 1, 0, true, stalled",
        "10, 1, 0, true, receiving",
        "10, 0, 1, true, parked",
        "10, 1, 1, true, receiving",
        "10, 0, 3, false, parked",
    })
    void judgesByTheReadersClock(long silent, long pending, long parked, boolean mapped, String state) {
        FeedStatus status = status(NOW.minusSeconds(silent), pending, parked, List.of());

        assertThat(FeedRow.of(status, mapped, NOW).state()).hasToString(state);
    }

    @Test
    void isIdleBeforeAnythingCame() {
        assertThat(FeedRow.of(FeedStatus.empty("a"), true, NOW).state()).hasToString("idle");
    }

    @Test
    void isPausedWhateverElseIsTrueOfIt() {
        assertThat(FeedRow.paused(status(NOW.minusSeconds(61), 1, 1, List.of()))
                        .toJson()
                        .get("state")
                        .asText())
                .isEqualTo("paused");
    }

    @Test
    void showsWhatIsUnknownAsNull() {
        assertThat(FeedRow.of(FeedStatus.empty("a"), true, NOW).toJson())
                .hasToString(
                        "{\"id\":\"a\",\"state\":\"idle\",\"seen\":0,\"registered\":0,\"duplicate\":0,\"conflict\":0,"
                                + "\"poison\":0,\"source_lost\":0,\"pending\":0,\"parked\":0,\"gaps\":0,\"last_timerange\":null,"
                                + "\"last_registered_at\":null,\"flow_id\":null,\"delay_ms_p50\":null,\"delay_ms_p99\":null}");
    }

    @Test
    void takesPercentilesOfTheKnownDelays() {
        FeedRow row = FeedRow.of(
                status(NOW, 0, 0, IntStream.rangeClosed(1, 100).boxed().toList()), true, NOW);

        assertThat(row.percentile(50)).isEqualTo(50);
        assertThat(row.percentile(99)).isEqualTo(99);
    }

    private static FeedStatus status(@Nullable Instant arrived, long pending, long parked, List<Integer> delays) {
        return new FeedStatus(
                "a",
                new Counts(9, 0, 0, 0, 0, pending, parked),
                0,
                SIX_SECONDS,
                arrived == null ? null : arrived.minusSeconds(40),
                arrived,
                null,
                delays,
                NOW);
    }
}
