package tams.ingest.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
