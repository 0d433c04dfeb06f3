package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Outcome;

/** How what somebody names a chunk by is understood. */
class ChunkQueryTest {

    private static final UUID ARRIVAL = UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    private static final Outcome LINE = new Outcome(
            "camera-1",
            ARRIVAL,
            new ChunkFile("camera-1/a b_001.ts", 5, "0123456789abcdef".repeat(4)),
            Outcome.State.PENDING,
            null,
            null,
            null,
            null,
            List.of(),
            0,
            null,
            Feed.After.KEEP,
            Instant.EPOCH,
            Instant.EPOCH);

    @ParameterizedTest
    @CsvSource({
        "2ed6657d-e927-568b-95e1-2665a8aea6a2, true",
        "2ED6657D-E927-568B-95E1-2665A8AEA6A2, true",
        "0123456789ab, true",
        "0123456789ABCDEF0, true",
        "a b_001.ts, true",
        "camera-1/a b_001.ts, true",
        "/mnt/drop/camera-1/a b_001.ts, true",
        "camera-2/a b_001.ts, false",
        "b_001.ts, false",
        "123456789abc, false",
        "2ed6657d-e927-568b-95e1-2665a8aea6a3, false",
        "0123456789a, false"
    })
    void findsTheChunkThatIsMeant(String id, boolean found) {
        assertThat(ChunkQuery.readings(id).stream().anyMatch(query -> query.matches(LINE)))
                .isEqualTo(found);
    }

    @Test
    void tellsWhatIsTooShortForAHashAndWhatIsNoIdAtAll() {
        assertThat(ChunkQuery.isTooShort("0123456789a")).isTrue();
        assertThat(ChunkQuery.isTooShort("0123456789ab")).isFalse();
        assertThat(ChunkQuery.isTooShort("a.ts")).isFalse();
        assertThatThrownBy(() -> ChunkQuery.readings(" ")).hasMessageContaining("12 or more hex digits");
        assertThatThrownBy(() -> ChunkQuery.readings("x".repeat(ChunkFile.PATH_CHARS_MAX + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
