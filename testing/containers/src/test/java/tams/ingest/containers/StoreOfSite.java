package tams.ingest.containers;

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

/** The store in its container as a stranger on the host sees it: plain HTTP and JSON. */
final class StoreOfSite {

    private static final int API = 8010;
    private static final int S3 = 9000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final ComposedSite site;

    StoreOfSite(ComposedSite site) {
        this.site = site;
    }

    /** The segments of the Flow of a feed that has media, in order; none while there is no such Flow. */
    List<JsonNode> segments(String feed) throws IOException, InterruptedException {
        Optional<String> flow = flow(feed);
        return flow.isEmpty() ? List.of() : list("/flows/" + flow.get() + "/segments?limit=300");
    }

    private Optional<String> flow(String feed) throws IOException, InterruptedException {
        return list("/flows?limit=300&tag._tams_ingest_feed=" + feed).stream()
                .filter(flow -> flow.has("container"))
                .map(flow -> flow.path("id").asText())
                .findFirst();
    }

    /** The bytes of a segment's object, by its signed URL: another port, but the name that was signed. */
    byte[] object(JsonNode segment) throws IOException, InterruptedException {
        URI signed = URI.create(segment.at("/get_urls/0/url").asText());
        URI here = URI.create(
                "http://127.0.0.1:" + site.port("local-tams", S3) + signed.getRawPath() + "?" + signed.getRawQuery());
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(here)
                        .header("Host", signed.getAuthority())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new AssertionError(signed.getPath() + " gave " + answer.statusCode());
        }
        return answer.body();
    }

    private List<JsonNode> list(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port("local-tams", API) + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " gave " + answer.statusCode());
        }
        List<JsonNode> entries = new ArrayList<>();
        json.readTree(answer.body()).forEach(entries::add);
        return entries;
    }
}
