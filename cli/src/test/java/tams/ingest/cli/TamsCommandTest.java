package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.Json;
import tams.ingest.local.LocalTams;
import tams.ingest.local.RecordedStore;

/** Goal: what the store's page of sample scripts does by hand is done by commands. Method: each against a real store. */
class TamsCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static LocalTams store;

    @SuppressWarnings("NullAway.Init")
    private static Path config;

    @BeforeAll
    static void start() {
        store = LocalTams.start(RecordedStore.config(folder.resolve("store")));
        config = TamsRun.config(folder, store.url());
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    private static TamsRun tams(Object... arguments) {
        return TamsRun.of(config, arguments);
    }

    private static JsonNode raw(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(store.url() + path)).build();
        return Json.MAPPER.readTree(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());
    }

    /** No tags and none mentioned are the same. */
    private static JsonNode tagged(JsonNode list) {
        list.forEach(item -> ((ObjectNode) item).withObjectProperty("tags"));
        return list;
    }

    private static String putVideo(String label) {
        return tams(
                        "put-flow",
                        "--format",
                        "video",
                        "--frame-size",
                        "1920x1080",
                        "--frame-rate",
                        "50",
                        "--label",
                        label)
                .id();
    }

    @Test
    void showsTheServiceAsTheStoreDescribesIt() throws Exception {
        assertThat(tams("service", "--json").document()).isEqualTo(raw("/service"));
        assertThat(tams("service").out()).contains("8.2").contains("STORAGE");
    }

    @Test
    void collectsFlowsOnceTheyAreThereAndShowsThemAsTheStoreDoes() throws Exception {
        TamsRun video = tams(
                "put-flow",
                "--format",
                "video",
                "--frame-size",
                "1920x1080",
                "--frame-rate",
                "30000/1001",
                "--label",
                "My first video",
                "--description",
                "by hand",
                "--tag",
                "genre=live",
                "--segment-duration",
                "6",
                "--interlace-mode",
                "progressive",
                "--avg-bit-rate",
                "5000",
                "--json");
        String videoId = video.document().path("id").asText();
        String audioId = tams(
                        "put-flow", "--format", "audio", "--sample-rate", 48000, "--channels", 2, "--label", "Sound")
                .id();
        TamsRun multi = tams(
                "put-flow",
                "--format",
                "multi",
                "--label",
                "Both",
                "--collect",
                "video=" + videoId,
                "--collect",
                "audio=" + audioId);

        assertThat(multi.exitCode()).as(multi.err()).isZero();
        assertThat(video.document()
                        .at("/essence_parameters/frame_rate/numerator")
                        .asInt())
                .isEqualTo(30_000);
        assertThat(tams("flows", "--json").document()).isEqualTo(tagged(raw("/flows")));
        assertThat(tams("sources", "--json").document()).isEqualTo(tagged(raw("/sources")));
        JsonNode shown = tams("flows", multi.id(), "--json").document().get(0);
        assertThat(shown.at("/flow_collection/1/role").asText()).isEqualTo("audio");
        assertThat(tams("flows", "--format", "audio", "--label", "Sound", "--json")
                        .document())
                .hasSize(1);
        assertThat(tams("flows", "--tag", "genre=live", "--json").document()).hasSize(1);
        assertThat(tams("flows", "--timerange", "()", "--limit", "1", "--json").document())
                .hasSize(1);
        assertThat(tams("flows").out()).contains("My first video").contains("1920x1080 30000/1001 fps");
        assertThat(tams("sources", "--label", "Both").out()).contains("multi").contains("video=");
    }

    @Test
    void takesAFlowFromAFileAndMakesTheIdsItLacks() throws IOException {
        Path file = Files.writeString(folder.resolve("flow.json"), """
                {"format": "urn:x-nmos:format:audio", "codec": "audio/aac", "container": "audio/aac", "label": "Radio",
                 "essence_parameters": {"sample_rate": 44100, "channels": 1}}
                """);

        TamsRun put = tams("put-flow", file, "--json");

        assertThat(put.exitCode()).as(put.err()).isZero();
        assertThat(UUID.fromString(put.document().path("id").asText())).isNotNull();
        assertThat(put.document().path("container").asText()).isEqualTo("audio/aac");
    }

    @Test
    void tellsWhichTagsAReplacementTakesAway() throws IOException {
        String body = """
                {"id": "%s", "source_id": "%s", "format": "urn:x-nmos:format:multi", "tags": {%s}}
                """;
        UUID id = UUID.randomUUID();
        UUID source = UUID.randomUUID();
        Path first =
                Files.writeString(folder.resolve("1.json"), body.formatted(id, source, "\"a\": \"1\", \"b\": \"2\""));
        Path second = Files.writeString(folder.resolve("2.json"), body.formatted(id, source, "\"b\": \"3\""));

        assertThat(tams("put-flow", first).err()).contains("created");
        assertThat(tams("put-flow", second).err()).contains("replaced").contains("no more: a");
    }

    @Test
    void deletesAFlowOnlyWhenToldTo() {
        String id = putVideo("Short-lived");

        assertThat(tams("delete-flow", id).exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(tams("flows", id).exitCode()).isZero();
        assertThat(tams("delete-flow", id, "--yes", "--json")
                        .document()
                        .path("state")
                        .asText())
                .isEqualTo("deleted");
        assertThat(tams("flows", id).exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(tams("delete-flow", id, "--yes").exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
    }

    @Test
    void saysEverythingThatIsWrongWithAFlowBeforeItIsSent() throws IOException {
        TamsRun flags = tams("put-flow", "--format", "video", "--codec", "h264");
        Path file = Files.writeString(
                folder.resolve("bad.json"),
                "{\"id\": \"01890a5d-ac96-774b-bcce-b302099a8057\", \"format\": \"urn:x:y\"}");
        TamsRun document = tams("put-flow", file);

        assertThat(flags.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(flags.err()).contains("codec 'h264' is not a MIME type").contains("essence_parameters are missing");
        assertThat(document.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(document.err())
                .contains("bad.json")
                .contains("version 1 to 5")
                .contains("codec is missing");
        assertThat(tams("put-flow").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(tams("put-flow", folder.resolve("none.json")).exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    @Test
    void refusesARangeThatIsEmptyOrUpsideDown() {
        String id = putVideo("Ranges");

        assertThat(tams("segments", id, "--timerange", "[5:0_1:0)").err()).contains("the end lies before the start");
        assertThat(tams("segments", id, "--timerange", "[5:0_5:0)").err()).contains("is empty");
        assertThat(tams("segments", id, "--timerange", "[5:0_5:0)").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(tams("flows", "--timerange", "[1:0_1:0)").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(tams("segments", "ABC").err()).contains("is not an id of TAMS");
        assertThat(tams("flows", "--limit", "-1").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(tams("flows", "--tag", "a=b,c").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void namesWhatTheStoreDoesNotHave() {
        TamsRun object = tams("objects", "folder/a b.ts");
        TamsRun segments = tams("segments", UUID.randomUUID());

        assertThat(object.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(object.err()).contains("folder/a b.ts");
        assertThat(segments.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(segments.err()).contains("has no Flow");
    }
}
