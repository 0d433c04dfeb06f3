package tams.ingest.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    private static final ChunkFile FILE = new ChunkFile("camera-1/a_001.ts", 188, "ab".repeat(32));

    @Test
    void areVersionFiveUuidsOfTheRfc() {
        assertThat(Ids.nameUuid(DNS, "www.example.com".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }

    @Test
    void matchThePatternOfTams() {
        assertThat(Ids.flow(DNS, "camera-1", "video").toString())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(Ids.object(Ids.job(DNS, FILE, Timestamp.ZERO), 3)).matches("[A-Za-z0-9_-]+-g3");
    }

    @Test
    void tellApartWhatDiffersInAnyPart() {
        ChunkFile renamed = new ChunkFile("camera-1/a_002.ts", FILE.bytes(), FILE.sha256());

        assertThat(Ids.arrival("camera-1", FILE)).isEqualTo(Ids.arrival("camera-1", FILE));
        assertThat(Ids.arrival("camera-1", renamed)).isNotEqualTo(Ids.arrival("camera-1", FILE));
        assertThat(Ids.arrival("camera-2", FILE)).isNotEqualTo(Ids.arrival("camera-1", FILE));
        assertThat(Ids.flow(DNS, "a", "bc")).isNotEqualTo(Ids.flow(DNS, "ab", "c"));
        assertThat(Ids.flow(DNS, "a", "video")).isNotEqualTo(Ids.source(DNS, "a", "video"));
        assertThat(Ids.job(DNS, FILE, Timestamp.ZERO)).isNotEqualTo(Ids.job(DNS, FILE, Timestamp.ofSeconds(1)));
    }
}
