package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A Flow's playlist in a player of somebody else's making: every frame of every Segment arrives. */
@Timeout(120)
class PlaybackTest {

    @RegisterExtension
    static final RunningStore STORE = new RunningStore();

    private static final int FRAMES_PER_CHUNK = 50;

    @TempDir
    Path folder;

    private final StoreClient client = STORE.client();

    /** @return what it printed, errors and all */
    private String run(String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor())
                .as(() -> String.join(" ", command) + text(output))
                .isZero();
        return text(output).strip();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static boolean hasFfmpeg() {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "ffmpeg"))
                        && Files.isExecutable(Path.of(directory, "ffprobe")));
    }

    /** Chunks of two seconds, 25 frames a second, with sound. */
    private List<Path> chunks(int count) throws IOException, InterruptedException {
        int seconds = 2 * count;
        run(
                "ffmpeg",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "testsrc=size=160x90:rate=25:duration=" + seconds,
                "-f",
                "lavfi",
                "-i",
                "sine=duration=" + seconds,
                "-c:v",
                "mpeg2video",
                "-g",
                "25",
                "-bf",
                "0",
                "-c:a",
                "mp2",
                "-f",
                "segment",
                "-segment_time",
                "2",
                "-segment_format",
                "mpegts",
                folder.resolve("chunk-%d.ts").toString());
        List<Path> chunks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chunks.add(folder.resolve("chunk-" + i + ".ts"));
        }
        return chunks;
    }

    private void register(String flow, Path chunk, int start) throws IOException {
        ObjectNode asked = Documents.object();
        String id = flow + "-" + start;
        asked.putArray("object_ids").add(id);
        var storage = client.send("POST", "/flows/" + flow + "/storage", asked);
        assertThat(client.upload(storage.body().at("/media_objects/0"), Files.readAllBytes(chunk)))
                .isEqualTo(200);
        var reply = client.send(
                "POST",
                "/flows/" + flow + "/segments",
                StoreClient.segment(id, "[" + start + ":0_" + (start + 2) + ":0)"));
        assertThat(reply.status()).isEqualTo(201);
    }

    @Test
    void playsEveryFrameAcrossAGap() throws IOException, InterruptedException {
        assumeTrue(hasFfmpeg(), "ffmpeg and ffprobe are not on the path");
        String flow = client.newFlow();
        List<Path> chunks = chunks(4);
        for (int i : new int[] {0, 1, 3}) {
            register(flow, chunks.get(i), 2 * i);
        }
        ObjectNode document = (ObjectNode) client.get("/flows/" + flow).body();
        client.send("PUT", "/flows/" + flow, document.put("status", "closed_complete"));
        String url = STORE.store().url() + "/flows/" + flow + "/output.m3u8";

        String packets = run(
                "ffprobe",
                "-v",
                "error",
                "-count_packets",
                "-select_streams",
                "v:0",
                "-show_entries",
                "stream=nb_read_packets",
                "-of",
                "default=nokey=1:noprint_wrappers=1",
                url);
        assertThat(packets.lines().distinct()).containsExactly(String.valueOf(3 * FRAMES_PER_CHUNK));

        String complaints = run("ffmpeg", "-v", "error", "-i", url, "-map", "0:v:0", "-f", "null", "-");
        assertThat(complaints).isEmpty();
    }
}
