package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static tams.ingest.client.Samples.FLOW;
import static tams.ingest.client.Samples.SOURCE;
import static tams.ingest.client.Samples.failureOf;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An object's Flows come in pages, and the object with each. */
@Timeout(30)
class ObjectPagesTest {

    private ScriptedStore server;
    private TamsObjects objects;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedStore();
        objects = server.client().objects();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String object(UUID flow) {
        return "{\"id\":\"o\",\"referenced_by_flows\":[\"" + flow + "\"],\"timerange\":\"[0:0_1:0)\"}";
    }

    @Test
    void areReadToTheEnd() {
        server.answering(200, Map.of("Link", "<?page=2>; rel=\"next\""), object(FLOW))
                .answering(200, object(SOURCE));

        TamsObject found = objects.find("o", ObjectQuery.ALL).orElseThrow();

        assertThat(found.referencedByFlows()).containsExactly(FLOW, SOURCE);
        assertThat(server.last().uri()).hasToString("/objects/o?page=2");
    }

    @Test
    void thatEndTooSoonAreAnErrorAndNotHalfTheTruth() {
        server.answering(200, Map.of("X-Paging-NextKey", "2"), object(FLOW)).answering(404, "");

        assertThat(failureOf(() -> objects.find("o", ObjectQuery.ALL)).status()).isEqualTo(404);
    }

    @Test
    void valuesThatAListCannotHoldAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ObjectQuery.ALL.flowTag("a", "1,2"));
        assertThatIllegalArgumentException().isThrownBy(() -> FlowQuery.ALL.tag("a", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> FlowQuery.ALL.first(0));
    }
}
