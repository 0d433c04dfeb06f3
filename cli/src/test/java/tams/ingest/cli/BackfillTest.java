package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackfillTest {

    private static final String METRICS = """
            # HELP tams_ingest_backfill_files files that were there before we watched
            # TYPE tams_ingest_backfill_files gauge
            tams_ingest_backfill_files{feed="camera-1",state="done"} 1234.0
            tams_ingest_backfill_files{feed="camera-1",state="left"} 5966.0
            tams_ingest_backfill_files{feed="odd \\"name\\", with {braces} and \\\\",state="done"} 0.0
            tams_ingest_backfill_files{feed="odd \\"name\\", with {braces} and \\\\",state="left"} 1.0E7
            tams_ingest_backfill_seconds_to_go{feed="camera-1"} 272.0
            tams_ingest_drop_files{stage="ready"} 7.0
            """;

    @Test
    void readsWhatTheWatcherShows() {
        assertThat(Backfill.read(METRICS))
                .hasSize(2)
                .containsEntry("camera-1", new Backfill(1_234, 5_966, 272L))
                .containsEntry("odd \"name\", with {braces} and \\", new Backfill(0, 10_000_000, null));
    }

    @Test
    void isShownInAFeedsRow() {
        assertThat(new Backfill(1_234, 5_966, 272L).toJson())
                .hasToString("{\"done\":1234,\"total\":7200,\"seconds_to_go\":272}");
        assertThat(new Backfill(0, 3, null).toJson()).hasToString("{\"done\":0,\"total\":3,\"seconds_to_go\":null}");
    }

    @ParameterizedTest
    @CsvSource({
        "1234, 5966, , 'backfill 1,234 of 7,200, time to go not known'",
        "1234, 5966, 0, 'backfill 1,234 of 7,200, 1 s to go'",
        "1234, 5966, 119, 'backfill 1,234 of 7,200, 119 s to go'",
        "1234, 5966, 272, 'backfill 1,234 of 7,200, 5 min to go'",
        "0, 1, 7200, 'backfill 0 of 1, 2 h 0 min to go'",
    })
    void tellsAPersonHowLongItTakes(long done, long left, Long toGo, String text) {
        assertThat(new Backfill(done, left, toGo)).hasToString(text);
    }
}
