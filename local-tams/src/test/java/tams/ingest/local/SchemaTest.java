package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A data folder that an earlier release wrote goes on where it was. */
@Timeout(60)
class SchemaTest {

    private static final String FLOW = "11111111-1111-4111-8111-111111111111";

    @TempDir
    Path data;

    /** The database of release 0.1: tables of version 1, one Flow, two Segments, one object only allocated. */
    private void unpack() throws IOException {
        try (InputStream packed =
                        Objects.requireNonNull(SchemaTest.class.getResourceAsStream("/release-0.1/tams.mv.db.gz"));
                InputStream database = new GZIPInputStream(packed)) {
            Files.copy(database, data.resolve("tams.mv.db"));
        }
    }

    @Test
    void opensWhatTheReleaseBeforeWroteAndAddsToIt() throws IOException {
        unpack();

        for (int start = 0; start < 2; start++) {
            try (LocalTams store = LocalTams.start(LocalTamsConfig.of(data, 0, 0))) {
                StoreClient client = new StoreClient(store.url());
                assertThat(client.get("/flows/" + FLOW).body().path("label").asText())
                        .isEqualTo("Old camera");
                assertThat(client.get("/flows/" + FLOW + "/segments").body().findValuesAsText("object_id"))
                        .containsSequence("old-1", "old-2")
                        .hasSize(2 + start);
                assertThat(client.get("/objects/old-2").body().path("timerange").asText())
                        .isEqualTo("[0:0_1:0)");
                assertThat(client.register(FLOW, "new-" + start, "[" + (2 + start) + ":0_" + (3 + start) + ":0)")
                                .status())
                        .isEqualTo(201);
                assertThat(client.get("/service/webhooks").body()).isEmpty();
            }
        }
    }
}
