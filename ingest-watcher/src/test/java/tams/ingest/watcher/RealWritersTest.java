package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tams.ingest.contracts.Feed.Complete.LIST;
import static tams.ingest.contracts.Feed.Complete.QUIET;
import static tams.ingest.contracts.Feed.Complete.RENAME;
import static tams.ingest.contracts.Feed.Complete.SUCCESSOR;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * W1. Goal: what a writer has finished is announced as it is at the end, once, and nothing else. Method: the writers
 * themselves, as processes, beside a watcher as it runs; at the end every file is compared with what was announced.
 */
@Timeout(60)
class RealWritersTest {

    private static final int SECONDS = 4;

    @TempDir
    Path root;

    @TempDir
    Path elsewhere;

    private WriterSite site;

    @BeforeEach
    void start() throws Exception {
        site = new WriterSite(root);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void takesWhatFfmpegFinishes() throws Exception {
        WriterSite.assumeWorks("ffmpeg", "-version");
        String segments = "-f segment -segment_time 1 ";
        String hls = "-f hls -hls_time 1 -hls_list_size 0 -hls_segment_filename ";
        Map<Path, String> outputs = Map.of(
                site.feed("segment-successor", SUCCESSOR), segments + "x_%03d.ts",
                site.feed("segment-quiet", QUIET), segments + "-segment_format_options flush_packets=1 x_%03d.ts",
                site.feed("segment-list", LIST), segments + "-segment_list list.csv -segment_list_type csv x_%03d.ts",
                site.feed("hls-rename", RENAME), hls + "x_%03d.ts -hls_flags temp_file index.m3u8",
                site.feed("hls-list", LIST), hls + "x_%03d.ts index.m3u8",
                site.feed("hls-second-level", LIST),
                        hls + "T_%%04d_%%08s_%%013t.ts -strftime 1 -hls_flags second_level_segment_index"
                                + "+second_level_segment_size+second_level_segment_duration index.m3u8");
        List<Process> all = new ArrayList<>();
        for (Map.Entry<Path, String> output : outputs.entrySet()) {
            all.add(site.encode(output.getKey(), SECONDS, output.getValue()));
        }

        for (Process writer : all) {
            assertThat(writer.waitFor()).isZero();
        }

        for (Path folder : outputs.keySet()) {
            site.assertTaken(folder, SECONDS);
        }
    }

    /** The writer stands still for longer than the quiet time: only its list, or its rename, tells that a file is whole. */
    @Test
    void takesNothingOfAStalledWriterBeforeItsTime() throws Exception {
        WriterSite.assumeWorks("ffmpeg", "-version");
        Path listed = site.feed("stalled-list", LIST);
        Path renamed = site.feed("stalled-rename", RENAME);
        Path grown = site.feed("stalled-quiet", QUIET);
        // Flushed packet by packet, so that half a chunk lies there while the writer stands.
        String flushed = "-f segment -segment_format_options flush_packets=1 -segment_time 2 ";
        List<Process> all = List.of(
                site.encode(listed, SECONDS, flushed + "-segment_list list.csv -segment_list_type csv x_%03d.ts"),
                site.encode(renamed, SECONDS, "-f hls -hls_time 2 -hls_list_size 0 -hls_flags temp_file index.m3u8"),
                site.encode(grown, SECONDS, flushed + "x_%03d.ts"));
        WriterSite.awaitHalf(2, grown, listed);
        for (Process writer : all) {
            WriterSite.signal(writer, "STOP");
        }
        await().pollDelay(WriterSite.QUIET_TIME.multipliedBy(2))
                .atMost(WriterSite.PATIENCE)
                .until(() -> !site.of("stalled-quiet/").isEmpty());
        for (Process writer : all) {
            WriterSite.signal(writer, "CONT");
        }
        for (Process writer : all) {
            assertThat(writer.waitFor()).isZero();
        }

        site.assertTaken(listed, 2);
        site.assertTaken(renamed, 2);
        // Only this policy can be deceived; then what came later makes the file another chunk.
        await().atMost(WriterSite.PATIENCE)
                .untilAsserted(() -> assertThat(site.of("stalled-quiet/"))
                        .extracting(chunk -> chunk.file().bytes())
                        .containsAll(WriterSite.chunks(grown).stream()
                                .map(WriterSite::size)
                                .toList()));
    }

    @Test
    void leavesNothingBehindOfAWriterThatWasKilled() throws Exception {
        WriterSite.assumeWorks("ffmpeg", "-version");
        Path successor = site.feed("killed-successor", SUCCESSOR);
        Path listed = site.feed("killed-list", LIST);
        String flushed = "-f segment -segment_format_options flush_packets=1 -segment_time 1 ";
        List<Process> all = List.of(
                site.encode(successor, 30, flushed + "x_%03d.ts"),
                site.encode(listed, 30, flushed + "-segment_list list.csv -segment_list_type csv x_%03d.ts"));
        WriterSite.awaitHalf(3, successor, listed);
        for (Process writer : all) {
            WriterSite.signal(writer, "KILL");
            writer.waitFor();
        }

        site.assertTaken(successor, 3);
        site.assertTaken(listed, 3);
    }

    /** As scp does: in place, with pauses, the source's time set at the end. */
    @Test
    void takesASlowCopyInPlaceWhole() throws Exception {
        Path folder = site.feed("copied", QUIET);
        Path source = Files.write(
                elsewhere.resolve("source.ts"),
                Samples.class.getName().repeat(20_000).getBytes(StandardCharsets.UTF_8));
        Process copy = site.write(
                folder,
                List.of(
                        "sh",
                        "-c",
                        "for i in 0 1 2 3; do dd if=\"$0\" bs=200000 skip=$i count=1 >> x_1.ts; sleep 0.4; done;"
                                + " touch -r \"$0\" x_1.ts",
                        source.toString()));
        assertThat(copy.waitFor()).isZero();

        await().atMost(WriterSite.PATIENCE).until(() -> !site.of("copied/").isEmpty());

        assertThat(site.of("copied/"))
                .singleElement()
                .satisfies(
                        chunk -> assertThat(chunk.file().bytes()).isEqualTo(WriterSite.size(folder.resolve("x_1.ts"))));
    }

    @Test
    void takesWhatRsyncDelivers() throws Exception {
        WriterSite.assumeWorks("rsync", "--version");
        WriterSite.assumeWorks("ffmpeg", "-version");
        Path folder = site.feed("synced", RENAME);
        Path source = Files.createDirectory(elsewhere.resolve("source"));
        assertThat(site.encode(source, 3, "-f segment -segment_time 1 x_%03d.ts")
                        .waitFor())
                .isZero();

        assertThat(site.write(folder, List.of("rsync", "-a", "--bwlimit=200", source + "/", folder + "/"))
                        .waitFor())
                .isZero();

        site.assertTaken(folder, 3);
    }

    @Test
    void takesWhatGStreamerFinishes() throws Exception {
        for (String element : List.of("x264enc", "mpegtsmux", "splitmuxsink", "hlssink2")) {
            WriterSite.assumeWorks("gst-inspect-1.0", "--exists", element);
        }
        Path split = site.feed("gst-split", SUCCESSOR);
        Path hls = site.feed("gst-hls", LIST);
        String source =
                "gst-launch-1.0 -q videotestsrc is-live=true num-buffers=100 ! video/x-raw,width=320,height=180,"
                        + "framerate=25/1 ! x264enc tune=zerolatency key-int-max=25 ! h264parse ! ";
        List<Process> all = List.of(
                site.write(
                        split,
                        List.of((source + "splitmuxsink muxer-factory=mpegtsmux max-size-time=1000000000"
                                        + " location=x_%05d.ts")
                                .split(" "))),
                site.write(
                        hls,
                        List.of((source + "hlssink2 target-duration=1 max-files=0 playlist-length=0"
                                        + " location=x_%05d.ts playlist-location=index.m3u8")
                                .split(" "))));
        for (Process writer : all) {
            assertThat(writer.waitFor()).isZero();
        }

        site.assertTaken(split, 3);
        site.assertTaken(hls, 3);
    }
}
