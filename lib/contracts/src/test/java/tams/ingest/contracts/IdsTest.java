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

    /** Computed by another implementation: these ids are in stores, and a re-delivery must ask for the same ones. */
    @Test
    void stayTheSameForEver() {
        UUID flow = Ids.flow(DNS, "camera-1", "video");

        assertThat(flow).hasToString("af4c2da3-95e2-5b43-8176-eee9595af1d3");
        assertThat(Ids.source(DNS, "camera-1", "video")).hasToString("6a56a168-e291-5c3b-9f09-4df2ad9c1ac0");
        assertThat(Ids.form(flow, "h264 1920x1080")).hasToString("0f57fa81-f683-5f56-94ee-0dd990fbd976");
        assertThat(Ids.job(flow, FILE, Timestamp.parse("1:40000000")))
                .hasToString("bac77935-c92e-56c7-ae20-e463c5942011");
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
