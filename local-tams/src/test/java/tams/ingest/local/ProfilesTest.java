package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Profiles, and Flows that are described by one. */
@Timeout(60)
class ProfilesTest {

    @RegisterExtension
    static final RunningStore STORE = new RunningStore();

    private final StoreClient client = STORE.client();

    private ObjectNode profile(String id) {
        ObjectNode technical = StoreClient.videoFlow(id).without(List.of("id", "source_id", "label"));
        technical.put("avg_bit_rate", 5000);
        ObjectNode profile = Documents.object().put("id", id).put("label", "HD");
        profile.set("flow_metadata", technical);
        return profile;
    }

    private ObjectNode flow(String id, String profile) {
        return Documents.object()
                .put("id", id)
                .put("source_id", UUID.randomUUID().toString())
                .put("profile_id", profile);
    }

    @Test
    void describesAFlowByItsProfileUntilThatIsUnlinked() {
        String profile = UUID.randomUUID().toString();
        String id = UUID.randomUUID().toString();
        assertThat(client.send("POST", "/service/profiles/" + profile, profile(profile))
                        .status())
                .isEqualTo(201);
        ObjectNode flow = flow(id, profile);

        var created = client.send("PUT", "/flows/" + id, flow);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().path("codec").asText()).isEqualTo("video/h264");
        assertThat(created.body().path("profile_id").asText()).isEqualTo(profile);
        assertThat(client.get("/flows?profile_id=" + profile).body()).hasSize(1);
        assertThat(client.send("PUT", "/flows/" + id + "/avg_bit_rate", "1").status())
                .isEqualTo(400);
        assertThat(client.send("PUT", "/flows/" + id, flow.put("label", "L")).status())
                .isEqualTo(204);

        ObjectNode own =
                ((ObjectNode) created.body().deepCopy()).put("profile_id", "").put("avg_bit_rate", 4000);
        assertThat(client.send("PUT", "/flows/" + id, own).status()).isEqualTo(204);
        assertThat(client.get("/flows/" + id).body().has("profile_id")).isFalse();
        assertThat(client.get("/flows?profile_id=" + profile).body()).isEmpty();
    }

    @Test
    void writesAProfileOnce() {
        String id = UUID.randomUUID().toString();
        client.send("POST", "/service/profiles/" + id, profile(id));

        assertThat(client.send("POST", "/service/profiles/" + id, profile(id)).status())
                .isEqualTo(400);
        assertThat(client.get("/service/profiles/" + id).body().path("label").asText())
                .isEqualTo("HD");
        assertThat(client.get("/service/profiles?codec=video/h264&label=HD").body())
                .isNotEmpty();
        assertThat(client.get("/service/profiles?codec=audio/aac").body()).isEmpty();
        assertThat(client.get("/service/profiles/" + UUID.randomUUID()).status())
                .isEqualTo(404);
    }

    @Test
    void takesNoFlowThatContradictsItsProfile() {
        String profile = UUID.randomUUID().toString();
        client.send("POST", "/service/profiles/" + profile, profile(profile));
        String id = UUID.randomUUID().toString();

        var both = client.send("PUT", "/flows/" + id, flow(id, profile).put("codec", "video/h264"));
        assertThat(both.status()).isEqualTo(400);
        assertThat(both.body().path("summary").asText()).contains("codec");
        assertThat(client.send("PUT", "/flows/" + id, flow(id, UUID.randomUUID().toString()))
                        .body()
                        .path("type")
                        .asText())
                .isEqualTo("unknown_profile");
    }
}
