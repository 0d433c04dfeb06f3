package tams.ingest.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What a stranger sees in a TAMS store: plain HTTP and JSON, nothing of our own client. */
final class StoreView {

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final String url;

    StoreView(String url) {
        this.url = url;
    }

    List<JsonNode> flows() {
        return list("/flows?limit=100");
    }

    /** The flow with this label; labels are unique in these tests. */
    Optional<JsonNode> flow(String label) {
        return flows().stream()
                .filter(flow -> flow.path("label").asText().equals(label))
                .findFirst();
    }

    /** A flow's segments in the order of time, with URLs. */
    List<JsonNode> segments(String flow) {
        return list("/flows/" + flow + "/segments?limit=300");
    }

    List<String> timeranges(String flow) {
        return segments(flow).stream()
                .map(segment -> segment.path("timerange").asText())
                .toList();
    }

    /** The bytes of a segment's object. */
    byte[] object(JsonNode segment) {
        return get(
                URI.create(segment.path("get_urls").path(0).path("url").asText()),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private List<JsonNode> list(String path) {
        try {
            JsonNode list = json.readTree(get(URI.create(url + path), HttpResponse.BodyHandlers.ofString()));
            return new ArrayList<>(
                    StreamSupport.stream(list.spliterator(), false).toList());
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + path, e);
        }
    }

    private <T> T get(URI address, HttpResponse.BodyHandler<T> body) {
        try {
            HttpResponse<T> answer = http.send(HttpRequest.newBuilder(address).build(), body);
            if (answer.statusCode() != 200) {
                throw new AssertionError(address.getPath() + " gave " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError(address.getPath() + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
