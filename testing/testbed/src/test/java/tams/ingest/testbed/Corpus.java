package tams.ingest.testbed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Real chunks by others, read from beside the project where they are present; never part of it. */
final class Corpus {

    /** The nine of AWS's fifteen sample chunks that there are: 180 frames of 3003 ticks each. */
    static final List<Integer> AWS_NUMBERS = List.of(1, 4, 5, 8, 9, 11, 12, 13, 15);

    private Corpus() {}

    static Path folder(String name) {
        Path folder = Path.of(System.getProperty("root.dir"))
                .resolveSibling("shared")
                .resolve("ts-corpus")
                .resolve(name);
        Assumptions.assumeTrue(
                Files.isDirectory(folder), "skipped: the corpus folder " + name + " is not beside the project");
        return folder;
    }

    static List<Path> awsChunks() {
        Path segments = folder("aws-tams-samples").resolve("sample-scripts/segments");
        return AWS_NUMBERS.stream()
                .map(number -> segments.resolve(String.format("bbb_video_%03d.ts", number)))
                .toList();
    }

    /** What those nine chunks are at origin zero. */
    static List<String> awsTimeranges() {
        return AWS_NUMBERS.stream()
                .map(number -> "[" + edge(number - 1) + "_" + edge(number) + ")")
                .toList();
    }

    /** 6.006 s a chunk. */
    private static String edge(int chunks) {
        long millis = chunks * 6_006L;
        return millis / 1_000 + ":" + millis % 1_000 * 1_000_000;
    }

    static Stream<Path> muxed(String folder, String... names) {
        Path base = folder(folder);
        return Stream.of(names).map(base::resolve);
    }
}
