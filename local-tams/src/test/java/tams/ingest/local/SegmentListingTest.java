package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Segments found again: by time, by object, page by page, with the URLs that are wanted. */
@Timeout(60)
class SegmentListingTest {

    @RegisterExtension
    static final RunningStore STORE = new RunningStore();

    private final StoreClient client = STORE.client();

    private static String path(String flow) {
        return "/flows/" + flow + "/segments";
    }

    private List<String> timeranges(String pathAndQuery) {
        return texts(client.get(pathAndQuery).body(), "timerange");
    }

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.path(field).asText())
                .toList();
    }

    private String flowOfTen() {
        String flow = client.newFlow();
        for (int i = 0; i < 10; i++) {
            client.register(flow, flow + "-" + i, "[" + 2 * i + ":0_" + 2 * (i + 1) + ":0)");
        }
        return flow;
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void leadsThroughAllPagesByTheirLinks(boolean reversed) {
        String flow = flowOfTen();
        List<String> found = new ArrayList<>();
        String next = path(flow) + "?limit=3&accept_get_urls=&reverse_order=" + reversed;
        int pages = 0;
        while (!next.isEmpty()) {
            var page = client.get(next);
            found.addAll(texts(page.body(), "object_id"));
            assertThat(page.header("X-Paging-Count"))
                    .isEqualTo(String.valueOf(page.body().size()));
            assertThat(page.header("X-Paging-Limit")).isEqualTo("3");
            assertThat(page.header("X-Paging-Reverse-Order")).isEqualTo(String.valueOf(reversed));
            next = page.header("Link").replaceFirst("<(.*)>; rel=\"next\"", "$1");
            pages++;
        }

        assertThat(pages).isEqualTo(4);
        assertThat(found).hasSize(10).doesNotHaveDuplicates();
        assertThat(found.get(0)).isEqualTo(flow + (reversed ? "-9" : "-0"));
    }

    @Test
    void namesThePagesTimerange() {
        String flow = flowOfTen();

        assertThat(client.get(path(flow) + "?limit=3").header("X-Paging-Timerange"))
                .isEqualTo("[0:0_6:0)");
        assertThat(client.get(path(flow) + "?limit=3&reverse_order=true").header("X-Paging-Timerange"))
                .isEqualTo("[14:0_20:0)");
    }

    @Test
    void filtersByObject() {
        String flow = flowOfTen();

        assertThat(timeranges(path(flow) + "?object_id=" + flow + "-4")).containsExactly("[8:0_10:0)");
        assertThat(timeranges(path(flow) + "?object_id=other")).isEmpty();
    }

    @Test
    void showsNoUrlsWhenNoneAreAskedFor() {
        String flow = client.newFlow();
        client.register(flow, flow, "[0:0_1:0)");

        assertThat(client.get(path(flow) + "?accept_get_urls=").body().at("/0/get_urls"))
                .isEmpty();
        assertThat(client.get(path(flow) + "?accept_get_urls=other").body().at("/0/get_urls"))
                .isEmpty();
        assertThat(client.get(path(flow) + "?presigned=false").body().at("/0/get_urls"))
                .isEmpty();
        assertThat(client.get(path(flow) + "?accept_get_urls=local&presigned=true")
                        .body()
                        .at("/0/get_urls"))
                .hasSize(1);
    }

    @Test
    void describesTheBackendWhenAskedTo() {
        String flow = client.newFlow();
        client.register(flow, flow, "[0:0_1:0)");

        JsonNode url = client.get(path(flow) + "?verbose_storage=true").body().at("/0/get_urls/0");

        JsonNode backend = client.get("/service/storage-backends").body().get(0);
        assertThat(url.path("storage_id")).isEqualTo(backend.path("id"));
        assertThat(url.path("label")).isEqualTo(backend.path("label"));
        assertThat(url.path("controlled").asBoolean()).isTrue();
    }

    @Test
    void hasNoSegmentsForAFlowThatDoesNotExist() {
        var reply = client.get(path("11111111-1111-4111-8111-111111111111"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void tellsTheFlowsTimerangeAndWhenItChanged() {
        String flow = client.newFlow();
        assertThat(client.get("/flows/" + flow + "?include_timerange=true")
                        .body()
                        .path("timerange")
                        .asText())
                .isEqualTo("()");
        assertThat(client.get("/flows/" + flow).body().has("segments_updated")).isFalse();

        client.register(flow, flow + "-1", "[4:0_6:0)");
        client.register(flow, flow + "-2", "[-2:0_0:0]");

        JsonNode found =
                client.get("/flows/" + flow + "?include_timerange=true").body();
        assertThat(found.path("timerange").asText()).isEqualTo("[-2:0_6:0)");
        assertThat(found.has("segments_updated")).isTrue();
        String within = "/flows/" + flow + "?include_timerange=true&timerange=";
        assertThat(client.get(within + StoreClient.encode("[5:0_9:0)"))
                        .body()
                        .path("timerange")
                        .asText())
                .isEqualTo("[5:0_6:0)");
        assertThat(client.get(within + StoreClient.encode("[1:0_2:0)"))
                        .body()
                        .path("timerange")
                        .asText())
                .isEqualTo("()");
    }
}
