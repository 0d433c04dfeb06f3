package tams.ingest.testbed;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Flow's HLS playlist as ffprobe plays it. */
final class PlayedFlow {

    private static final int PLAY_MAX_S = 60;

    private PlayedFlow() {}

    static boolean canBePlayed() {
        try {
            return new ProcessBuilder("ffprobe", "-version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** When each picture is shown, in seconds and in that order. */
    static List<BigDecimal> pictures(String playlist) throws IOException, InterruptedException {
        Process probe = new ProcessBuilder(
                        "ffprobe",
                        "-v",
                        "error",
                        "-select_streams",
                        "v",
                        "-show_entries",
                        "packet=pts_time",
                        "-of",
                        "csv=p=0",
                        playlist)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String lines = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!probe.waitFor(PLAY_MAX_S, TimeUnit.SECONDS) || probe.exitValue() != 0) {
            probe.destroyForcibly();
            throw new AssertionError("ffprobe does not play " + playlist);
        }
        return lines.lines()
                .filter(line -> !line.isBlank())
                .map(line -> new BigDecimal(line.replace(",", "")))
                .sorted()
                .toList();
    }
}
