package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Uploads that end too early. */
@Timeout(60)
class BrokenUploadTest {

    @TempDir
    Path data;

    @Test
    void doesNotTakeHalfAnObjectForOne() throws IOException {
        try (LocalTams store = LocalTams.start(LocalTamsConfig.of(data, 0, 0))) {
            StoreClient client = new StoreClient(store.url());
            String flow = client.newFlow();
            ObjectNode asked = Documents.object();
            asked.putArray("object_ids").add("half");
            JsonNode object = client.send("POST", "/flows/" + flow + "/storage", asked)
                    .body()
                    .at("/media_objects/0");
            uploadHalf(URI.create(object.at("/put_url/url").asText()));

            var early = client.send("POST", "/flows/" + flow + "/segments", StoreClient.segment("half", "[0:0_1:0)"));
            assertThat(early.body().path("type").asText()).isEqualTo("not_uploaded");

            client.upload(object, new byte[1000]);
            var late = client.send("POST", "/flows/" + flow + "/segments", StoreClient.segment("half", "[0:0_1:0)"));
            assertThat(late.status()).isEqualTo(201);
        }
    }

    /** Promises 1,000 bytes, sends 9 and hangs up. */
    private static void uploadHalf(URI url) throws IOException {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            String request = "PUT " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nHost: "
                    + url.getAuthority() + "\r\nContent-Type: video/mp2t\r\nContent-Length: 1000\r\n\r\nnot whole";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
    }

    @Test
    void clearsAwayWhatAKilledProcessLeft() throws IOException {
        LocalTams.start(LocalTamsConfig.of(data, 0, 0)).close();
        Path bucket = data.resolve("objects").resolve(ObjectStore.BUCKET);
        Path whole = Files.writeString(bucket.resolve(UUID.randomUUID().toString()), "whole");
        Path part = Files.writeString(bucket.resolve(UUID.randomUUID() + "-" + UUID.randomUUID()), "part");

        LocalTams.start(LocalTamsConfig.of(data, 0, 0)).close();

        assertThat(whole).exists();
        assertThat(part).doesNotExist();
    }
}
