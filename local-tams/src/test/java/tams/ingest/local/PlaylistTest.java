package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The playlist of a Flow, line by line. */
@Timeout(60)
class PlaylistTest {

    @RegisterExtension
    static final RunningStore STORE = new RunningStore();

    private final StoreClient client = STORE.client();

    private List<String> playlist(String flow, String query) {
        var reply = client.sendRaw(
                HttpRequest.newBuilder(URI.create(STORE.store().url() + "/flows/" + flow + "/output.m3u8" + query)));
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/vnd.apple.mpegurl");
        return new String(reply.body(), StandardCharsets.UTF_8)
                .replaceAll("(?m)^http.*$", "URL")
                .lines()
                .toList();
    }

    private void post(String flow, String timerange, String offset) {
        String id = UUID.randomUUID().toString();
        client.store(flow, id);
        var reply = client.send(
                "POST",
                "/flows/" + flow + "/segments",
                StoreClient.segment(id, timerange).put("ts_offset", offset));
        assertThat(reply.status()).isEqualTo(201);
    }

    @Test
    void listsALiveFlowWithItsGapsAndRestarts() {
        String flow = client.newFlow();
        post(flow, "[0:0_6:6000000)", "-2:66733333");
        post(flow, "[6:6000000_12:12000000)", "-2:66733334");
        post(flow, "[18:0_20:500000000)", "-2:66733333");
        post(flow, "[20:500000000_21:0)", "5:0");

        assertThat(playlist(flow, ""))
                .as("a nanosecond of rounding is no break; a gap is, and another offset is")
                .containsExactly(
                        "#EXTM3U",
                        "#EXT-X-VERSION:3",
                        "#EXT-X-TARGETDURATION:7",
                        "#EXT-X-MEDIA-SEQUENCE:0",
                        "#EXT-X-INDEPENDENT-SEGMENTS",
                        "#EXTINF:6.006000000,",
                        "URL",
                        "#EXTINF:6.006000000,",
                        "URL",
                        "#EXT-X-DISCONTINUITY",
                        "#EXTINF:2.500000000,",
                        "URL",
                        "#EXT-X-DISCONTINUITY",
                        "#EXTINF:0.500000000,",
                        "URL");
    }

    @Test
    void endsWhenTheFlowIsClosedOrTheStretchIsBehindIt() {
        String flow = client.newFlow();
        post(flow, "[0:0_6:0)", "0:0");
        post(flow, "[6:0_12:0)", "0:0");
        assertThat(playlist(flow, "")).doesNotContain("#EXT-X-ENDLIST");
        assertThat(playlist(flow, "?timerange=" + StoreClient.encode("[6:0_13:0)")))
                .containsOnlyOnce("URL")
                .doesNotContain("#EXT-X-ENDLIST");
        assertThat(playlist(flow, "?timerange=" + StoreClient.encode("[0:0_5:0)")))
                .containsOnlyOnce("URL")
                .contains("#EXT-X-PLAYLIST-TYPE:VOD")
                .endsWith("#EXT-X-ENDLIST");

        var document = (com.fasterxml.jackson.databind.node.ObjectNode)
                client.get("/flows/" + flow).body();
        client.send("PUT", "/flows/" + flow, document.put("status", "closed_complete"));

        assertThat(playlist(flow, "")).endsWith("#EXT-X-ENDLIST");
    }

    @Test
    void tellsTheTimeOfDayWhereTheTimelineIsOne() {
        String flow = client.newFlow();
        post(flow, "[1694429247:40000000_1694429253:0)", "0:0");
        assertThat(String.join("\n", playlist(flow, ""))).doesNotContain("PROGRAM-DATE-TIME");

        client.send("PUT", "/flows/" + flow + "/tags/_tams_ingest_timescale", "\"tai\"");
        assertThat(playlist(flow, "")).contains("#EXT-X-PROGRAM-DATE-TIME:2023-09-11T10:46:50.040Z");

        client.send("PUT", "/flows/" + flow + "/tags/_tams_ingest_timescale", "\"utc\"");
        assertThat(playlist(flow, "")).contains("#EXT-X-PROGRAM-DATE-TIME:2023-09-11T10:47:27.040Z");
    }

    @Test
    void goesOnCountingWhenTheBeginningIsDeleted() {
        String flow = client.newFlow();
        for (int at = 0; at < 4; at++) {
            post(flow, "[" + at + ":0_" + (at + 1) + ":0)", "0:0");
        }
        client.send("DELETE", "/flows/" + flow + "/segments?timerange=" + StoreClient.encode("[2:0_3:0)"), null);
        assertThat(playlist(flow, "")).contains("#EXT-X-MEDIA-SEQUENCE:0");

        client.send("DELETE", "/flows/" + flow + "/segments?timerange=" + StoreClient.encode("_2:0)"), null);

        assertThat(playlist(flow, "")).contains("#EXT-X-MEDIA-SEQUENCE:2");
    }

    @Test
    void refusesAFlowThatHasNoMedia() {
        String id = UUID.randomUUID().toString();
        client.send("PUT", "/flows/" + id, StoreClient.videoFlow(id).without("container"));

        assertThat(client.get("/flows/" + id + "/output.m3u8").status()).isEqualTo(400);
        String holder = client.newFlow();
        client.send("PUT", "/flows/" + holder + "/flow_collection", "[{\"id\":\"" + id + "\"}]");
        assertThat(client.get("/flows/" + id + "/output.m3u8")
                        .body()
                        .path("summary")
                        .asText())
                .contains("/flows/" + holder + "/output.m3u8");
        assertThat(client.get("/flows/" + UUID.randomUUID() + "/output.m3u8").status())
                .isEqualTo(404);
    }

    @Test
    void letsPagesOfOtherOriginsPlayIt() {
        String flow = client.newFlow();
        post(flow, "[0:0_1:0)", "0:0");
        var reply = client.sendRaw(
                HttpRequest.newBuilder(URI.create(STORE.store().url() + "/flows/" + flow + "/output.m3u8"))
                        .header("Origin", "http://player.example"));
        assertThat(reply.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");

        String url = new String(reply.body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("http"))
                .findFirst()
                .orElseThrow();
        assertThat(URI.create(url).getPath()).as("players judge by it").endsWith(".ts");
        var media = client.sendRaw(HttpRequest.newBuilder(URI.create(url)).header("Origin", "http://player.example"));
        assertThat(media.statusCode()).isEqualTo(200);
        assertThat(media.headers().firstValue("Access-Control-Allow-Origin")).isPresent();
    }
}
