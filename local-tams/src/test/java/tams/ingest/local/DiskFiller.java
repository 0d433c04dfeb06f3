package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A client that fills a store's disk, and remembers what was acknowledged. Past the check of conformance, which knows no 5xx. */
final class DiskFiller {

    private static final int NO_SPACE = 507;
    private static final int BATCH = 100;
    private static final int TRIES_MAX = 500;
    private static final int OBJECT_BYTES = 200 << 10;

    /** Objects lie behind all segments that only name objects held elsewhere. */
    private static final int OBJECTS_FROM = 100_000_000;

    private final URI url;
    private final StoreClient client;
    private final String flow;
    private final Map<String, byte[]> objects = new LinkedHashMap<>();
    private final Map<String, byte[]> doubted = new HashMap<>();
    private int named;
    private int tried;

    DiskFiller(URI url) {
        this.url = url;
        this.client = new StoreClient(url);
        this.flow = client.newFlow();
    }

    /** Stores objects until the disk has no room for one. */
    void fillWithObjects() {
        int status = 201;
        while (status == 201 && tried < TRIES_MAX) {
            status = storeOne();
        }
        assertThat(status).isBetween(500, 599);
    }

    /** Registers segments until the disk has no room for some. */
    void fillWithSegments() {
        int status = 201;
        while (status == 201 && named < BATCH * TRIES_MAX) {
            status = nameSome();
        }
        assertThat(status).isEqualTo(NO_SPACE);
    }

    /** Allocates, uploads, registers. @return the first status that is not as it should be, or 201 */
    int storeOne() {
        String id = "object-" + tried++;
        var storage = client.sendRaw(HttpRequest.newBuilder(URI.create(url + "/flows/" + flow + "/storage"))
                .POST(BodyPublishers.ofString("{\"object_ids\":[\"" + id + "\"]}")));
        if (storage.statusCode() != 201) {
            return storage.statusCode();
        }
        byte[] bytes = new byte[OBJECT_BYTES];
        Arrays.fill(bytes, (byte) tried);
        int put = client.upload(Documents.parseAny(storage.body()).at("/media_objects/0"), bytes);
        if (put != 200) {
            return put;
        }
        int at = OBJECTS_FROM + tried;
        int status = register(StoreClient.list(StoreClient.segment(id, "[" + at + ":0_" + (at + 1) + ":0)")));
        (status == 201 ? objects : doubted).put(id, bytes);
        return status;
    }

    /** Registers segments of objects held elsewhere. @return the status */
    int nameSome() {
        ArrayNode batch = StoreClient.list();
        for (int at = named; at < named + BATCH; at++) {
            ObjectNode segment = StoreClient.segment("elsewhere-" + at, "[" + at + ":0_" + (at + 1) + ":0)");
            segment.putArray("get_urls")
                    .addObject()
                    .put("url", "http://x.example/" + "0123456789".repeat(20) + at)
                    .put("label", "x");
            batch.add(segment);
        }
        int status = register(batch);
        named += status == 201 ? BATCH : 0;
        return status;
    }

    private int register(ArrayNode segments) {
        return client.sendRaw(HttpRequest.newBuilder(URI.create(url + "/flows/" + flow + "/segments"))
                        .POST(BodyPublishers.ofString(segments.toString())))
                .statusCode();
    }

    /** Whether all that was acknowledged is there, byte by byte. What was answered with 5xx is there as a whole or not at all. */
    void findsAllAt(URI store) {
        StoreClient reader = new StoreClient(store);
        Set<String> listed = new HashSet<>();
        String next = "/flows/" + flow + "/segments?limit=1000&accept_get_urls=";
        while (!next.isEmpty()) {
            StoreClient.Reply page = reader.get(next);
            listed.addAll(page.body().findValuesAsText("object_id"));
            next = page.header("Link").replaceFirst("<(.*)>.*", "$1");
        }
        doubted.forEach((id, bytes) -> {
            if (listed.contains(id)) {
                objects.put(id, bytes);
            }
        });
        objects.forEach((id, bytes) -> {
            assertThat(listed.remove(id)).isTrue();
            String from =
                    reader.get("/objects/" + id).body().at("/get_urls/0/url").asText();
            assertThat(reader.download(from).body()).isEqualTo(bytes);
        });
        assertThat(listed.size()).isIn(named, named + BATCH);
        named = listed.size();
    }
}
