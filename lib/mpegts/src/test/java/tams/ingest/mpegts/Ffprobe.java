package tams.ingest.mpegts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Another tool that measures and makes chunks, where it is installed. */
final class Ffprobe {

    private Ffprobe() {}

    /** The tool; the test that asks is skipped where there is none. */
    static Ffprobe orSkip() {
        try {
            run(List.of("ffprobe", "-version"));
            run(List.of("ffmpeg", "-version"));
        } catch (UncheckedIOException e) {
            Assumptions.abort("skipped: ffmpeg and ffprobe are not installed");
        }
        return new Ffprobe();
    }

    /** Packets of the first audio stream, or 0. */
    long packets(Path file) {
        String count = run(List.of(
                "ffprobe",
                "-v",
                "quiet",
                "-select_streams",
                "a:0",
                "-count_packets",
                "-show_entries",
                "stream=nb_read_packets",
                "-of",
                "csv=p=0",
                file.toString()));
        String digits = count.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    /** Makes a file; {@code arguments} are those of ffmpeg before the file's name. */
    void make(Path file, String arguments) {
        var command = new ArrayList<>(List.of("ffmpeg", "-v", "quiet", "-y"));
        command.addAll(List.of(arguments.split(" ")));
        command.add(file.toString());
        run(command);
    }

    /** Makes a transport stream and returns its bytes; the test is skipped if this build of the tool cannot. */
    byte[] chunk(Path folder, String arguments) {
        Path file = folder.resolve("sample.ts");
        make(file, arguments + " -f mpegts");
        Assumptions.assumeTrue(
                Files.isRegularFile(file) && Corpus.bytes(file).length > 0, "skipped: cannot make " + arguments);
        return Corpus.bytes(file);
    }

    private static String run(List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
