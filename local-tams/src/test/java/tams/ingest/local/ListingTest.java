package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lists of Flows and Sources: what they leave out, how they are sorted, page by page. */
@Timeout(60)
class ListingTest {

    @RegisterExtension
    static final RunningStore STORE = new RunningStore();

    private final StoreClient client = STORE.client();

    private static ObjectNode flow() {
        return StoreClient.videoFlow(UUID.randomUUID().toString());
    }

    private StoreClient.Reply put(JsonNode flow) {
        return client.send("PUT", "/flows/" + flow.path("id").asText(), flow);
    }

    private static List<String> ids(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.path("id").asText())
                .toList();
    }

    @Test
    void findsFlowsByWhatTheyAre() {
        ObjectNode flow = flow().put("label", "needle").put("status", "ingesting");
        flow.putObject("tags").put("genre", "live").putArray("team").add("red").add("blue");
        put(flow);
        put(flow());
        String id = flow.path("id").asText();
        client.register(id, id, "[100:0_101:0)");

        for (String query : List.of(
                "label=needle",
                "source_id=" + flow.path("source_id").asText(),
                "status=ingesting",
                "tag.genre=live,dead",
                "tag.team=blue",
                "tag_exists.genre=true&codec=video/h264",
                "timerange=" + StoreClient.encode("[100:500000000_200:0)"),
                "frame_width=1280&frame_height=720&label=needle")) {
            assertThat(ids(client.get("/flows?" + query).body())).as(query).containsExactly(id);
        }
        for (String query : List.of(
                "label=need",
                "format=urn:x-nmos:format:audio",
                "tag.genre=dead",
                "tag_exists.genre=false",
                "init_segments=true",
                "timerange=" + StoreClient.encode("()"),
                "timerange=" + StoreClient.encode("[101:0_200:0)"))) {
            assertThat(ids(client.get("/flows?" + query).body())).as(query).doesNotContain(id);
        }
    }

    @Test
    void listsAllFlowsPageByPageNewestFirst() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ObjectNode flow = flow();
            flow.putObject("tags").put("batch", "paged");
            put(flow);
            made.add(0, flow.path("id").asText());
        }
        List<String> found = new ArrayList<>();
        String next = "/flows?limit=3&tag.batch=paged";
        while (!next.isEmpty()) {
            var page = client.get(next);
            found.addAll(ids(page.body()));
            next = page.header("Link").replaceFirst("<(.*)>; rel=\"next\"", "$1");
        }

        assertThat(found).isEqualTo(made);
    }

    @Test
    void sortsByLabelAndPutsTheNamelessLast() {
        for (String label : List.of("b", "", "a")) {
            ObjectNode flow = flow().put("label", label);
            flow.putObject("tags").put("batch", "sorted");
            if (label.isEmpty()) {
                flow.remove("label");
            }
            put(flow);
        }

        JsonNode sorted = client.get("/flows?tag.batch=sorted&sort_by=label").body();
        assertThat(sorted.findValuesAsText("label")).containsExactly("a", "b");
        assertThat(sorted.get(2).has("label")).isFalse();
        assertThat(client.get("/flows?tag.batch=sorted&sort_by=label&reverse_order=true")
                        .body()
                        .get(0)
                        .has("label"))
                .isFalse();
    }

    @Test
    void listsSourcesByTheirTags() {
        ObjectNode flow = flow();
        put(flow);
        String source = flow.path("source_id").asText();
        client.send("PUT", "/sources/" + source + "/tags/venue", "\"hall\"");

        assertThat(ids(client.get("/sources?tag.venue=hall&format=urn:x-nmos:format:video")
                        .body()))
                .containsExactly(source);
        assertThat(client.get("/sources/" + source + "/tags")
                        .body()
                        .path("venue")
                        .asText())
                .isEqualTo("hall");
        assertThat(ids(client.get("/sources?label=none").body())).isEmpty();
    }
}
