package tams.ingest.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A chunk as an encoder writes it: 1080p30 H.264 at a constant rate with B-frames and a key frame every two seconds, and
 * AAC. Made by ffmpeg when first asked for, then kept.
 */
final class Clip {

    /** The folder below the project root in which clips are kept between runs. */
    static final Path FOLDER = Path.of("testing/benchmarks/target/clips");

    private Clip() {}

    /**
     * The file, made unless it is there.
     *
     * @param megabits a second, of the video
     */
    static Path of(Path folder, int megabits, int seconds) throws IOException, InterruptedException {
        Path clip = folder.resolve(megabits + "mbit-" + seconds + "s.ts");
        if (!Files.exists(clip)) {
            Files.createDirectories(folder);
            Path unfinished = folder.resolve(clip.getFileName() + ".part");
            Tool.run(command(megabits + "M", seconds, unfinished));
            Files.move(unfinished, clip);
        }
        return clip;
    }

    /**
     * Chunks that follow one another, as one encoder writes them.
     *
     * @param seconds of each
     */
    static List<Path> series(Path folder, int megabits, int seconds, int count)
            throws IOException, InterruptedException {
        Path series = folder.resolve(megabits + "mbit-" + seconds + "s-" + count);
        if (!Files.exists(series)) {
            Path unfinished = Files.createDirectories(folder.resolve(series.getFileName() + ".part"));
            List<String> command = command(megabits + "M", seconds * count, unfinished.resolve("%03d.ts"));
            // In the place of the last "-f": the format is that of each segment.
            command.remove(command.size() - 3);
            command.addAll(
                    command.size() - 2, List.of("-f", "segment", "-segment_time", "" + seconds, "-segment_format"));
            Tool.run(command);
            Files.move(unfinished, series);
        }
        try (Stream<Path> files = Files.list(series)) {
            return files.sorted().limit(count).toList();
        }
    }

    private static List<String> command(String rate, int seconds, Path output) {
        String line = "ffmpeg -v error -nostdin -y -f lavfi -i testsrc2=size=1920x1080:rate=30 -f lavfi"
                + " -i sine=frequency=440:sample_rate=48000 -t " + seconds + " -vf noise=alls=20:allf=t"
                + " -c:v libx264 -preset ultrafast -bf 2 -g 60 -b:v " + rate + " -minrate " + rate + " -maxrate " + rate
                + " -bufsize " + rate + " -x264-params nal-hrd=cbr -c:a aac -b:a 128k -f mpegts";
        var command = new ArrayList<>(List.of(line.split(" ")));
        command.add(output.toString());
        return command;
    }
}
