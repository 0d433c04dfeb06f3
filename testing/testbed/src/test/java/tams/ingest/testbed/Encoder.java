package tams.ingest.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real encoder, ffmpeg, whose finished files are put into a drop folder as an encoder that renames does. */
final class Encoder {

    private static final int TIMEOUT_S = 120;

    /** Two-second chunks of NTSC video with sound. */
    static final List<String> CAMERA = List.of(
            "-f lavfi -i testsrc2=size=160x90:rate=30000/1001 -f lavfi -i sine=frequency=440:sample_rate=48000",
            "-c:v libx264 -preset ultrafast -g 60 -keyint_min 60 -sc_threshold 0 -c:a aac -ac 2");

    /** Sound alone. */
    static final List<String> RADIO = List.of("-f lavfi -i sine=frequency=440:sample_rate=44100", "-c:a aac -ac 2");

    private final Path folder;

    Encoder(Path folder) {
        this.folder = folder;
    }

    static void assumeThere() {
        try {
            Process process = new ProcessBuilder("ffmpeg", "-version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Assumptions.assumeTrue(process.waitFor() == 0, "skipped: ffmpeg does not run");
        } catch (IOException e) {
            Assumptions.abort("skipped: ffmpeg is not installed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Makes chunks.
     *
     * @param what inputs and codecs
     * @param seconds of media
     * @param how options of the output, its name pattern the last
     * @return the chunks in order
     */
    List<Path> encode(String session, List<String> what, int seconds, String how) throws IOException {
        Path out = Files.createDirectories(folder.resolve(session));
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
        command.addAll(List.of(what.get(0).split(" ")));
        command.addAll(List.of("-t", "" + seconds));
        command.addAll(List.of(what.get(1).split(" ")));
        command.addAll(List.of(how.split(" ")));
        run(command, out);
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(file -> !file.toString().endsWith(".m3u8"))
                    .sorted()
                    .toList();
        }
    }

    private static void run(List<String> command, Path out) throws IOException {
        Path log = out.resolveSibling(out.getFileName() + ".log");
        Process process = new ProcessBuilder(command)
                .directory(out.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("ffmpeg did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("ffmpeg failed: " + Files.readString(log));
        }
    }

    /** Puts one finished file under its final name. */
    static void drop(Path file, Path feed, String name) throws IOException {
        Files.createDirectories(feed);
        Path hidden = Files.copy(file, feed.resolve(name + ".tmp"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(hidden, feed.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    static void drop(List<Path> files, Path feed) throws IOException {
        for (Path file : files) {
            drop(file, feed, file.getFileName().toString());
        }
    }
}
