package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that takes no more: what cannot be kept is answered with 5xx, and what was acknowledged stays.
 *
 * <p>The store runs as a process whose files may not grow beyond a limit, which is how the operating system refuses
 * writes without a disk having to be filled.
 */
@Timeout(120)
class FullDiskTest {

    /** Enough to start and for some hundred Segments; in the shell's blocks of 512 bytes. */
    private static final int LIMIT_BLOCKS = 2_000;

    private static final int BATCH = 100;
    private static final int BATCHES_MAX = 500;

    @TempDir
    Path data;

    private Process start() throws IOException {
        return new ProcessBuilder(List.of(
                        "/bin/sh",
                        "-c",
                        "ulimit -f " + LIMIT_BLOCKS + "; exec \"$@\"",
                        "store",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DurabilityTest.Victim.class.getName(),
                        data.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Its log must go somewhere, or it waits for a reader. */
    private static void drain(BufferedReader out) {
        Thread reader = new Thread(() -> out.lines().forEach(line -> {}));
        reader.setDaemon(true);
        reader.start();
    }

    @Test
    void refusesWhatItCannotKeepAndLosesNothing() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no shell to set a file size limit with");
        int acknowledged = 0;
        String flow;
        Process process = start();
        try {
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            URI url = URI.create(out.readLine());
            StoreClient client = new StoreClient(url);
            drain(out);
            flow = client.newFlow();
            refusesALargeObject(client, flow);
            URI uri = URI.create(url + "/flows/" + flow + "/segments");
            int status = 201;
            while (status == 201 && acknowledged < BATCH * BATCHES_MAX) {
                status = post(client, uri, batch(flow, acknowledged));
                acknowledged += status == 201 ? BATCH : 0;
            }
            assertThat(status).isBetween(500, 599);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(acknowledged).isPositive();
        hasAll(flow, acknowledged);
    }

    /** Past the check of conformance, which knows of no 5xx. */
    private static int post(StoreClient client, URI uri, ArrayNode segments) {
        return client.sendRaw(HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(segments.toString())))
                .statusCode();
    }

    private static void refusesALargeObject(StoreClient client, String flow) {
        var storage = client.send("POST", "/flows/" + flow + "/storage", "{\"object_ids\":[\"large\"]}");
        int put = client.upload(storage.body().at("/media_objects/0"), new byte[LIMIT_BLOCKS * 1_024]);
        assertThat(put).isBetween(500, 599);
        assertThat(client.send("POST", "/flows/" + flow + "/segments", StoreClient.segment("large", "[0:0_1:0)"))
                        .body()
                        .path("type")
                        .asText())
                .isEqualTo("not_uploaded");
    }

    private void hasAll(String flow, int acknowledged) {
        try (LocalTams store = LocalTams.start(LocalTamsConfig.of(data, 0, 0))) {
            StoreClient client = new StoreClient(store.url());
            int found = 0;
            StoreClient.Reply page = client.get("/flows/" + flow + "/segments?limit=1000&accept_get_urls=");
            found += page.body().size();
            while (!page.header("Link").isEmpty()) {
                page = client.get(page.header("Link").replaceFirst("<(.*)>.*", "$1"));
                found += page.body().size();
            }
            assertThat(found)
                    .as("the refused batch is there as a whole or not at all")
                    .isIn(acknowledged, acknowledged + BATCH);
            assertThat(client.register(flow, "after", "[10000000:0_10000001:0)").status())
                    .isEqualTo(201);
        }
    }

    /** Segments of objects held elsewhere. */
    private static ArrayNode batch(String flow, int first) {
        ArrayNode batch = StoreClient.list();
        for (int at = first; at < first + BATCH; at++) {
            ObjectNode segment = StoreClient.segment(flow + "-" + at, "[" + at + ":0_" + (at + 1) + ":0)");
            segment.putArray("get_urls")
                    .addObject()
                    .put("url", "http://x.example/" + "0123456789".repeat(20) + at)
                    .put("label", "x");
            batch.add(segment);
        }
        return batch;
    }
}
