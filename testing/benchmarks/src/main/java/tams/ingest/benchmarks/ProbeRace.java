package tams.ingest.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One {@code tams-ingest probe} of many chunks against as many calls of ffprobe, each a process with its start. */
final class ProbeRace {

    /** What to run from the project root; it starts a JVM of its own. */
    static final Path LAUNCHER = Path.of("tams-ingest").toAbsolutePath();

    private final List<Path> chunks;

    /** Copies of one clip, so that each is read from its own pages. */
    ProbeRace(Path clip, Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        var copies = new ArrayList<Path>();
        for (int i = 0; i < count; i++) {
            Path copy = folder.resolve("chunk_" + i + ".ts");
            if (!Files.exists(copy) || Files.size(copy) != Files.size(clip)) {
                Files.deleteIfExists(copy);
                Files.copy(clip, copy);
            }
            copies.add(copy.toAbsolutePath());
        }
        chunks = List.copyOf(copies);
    }

    /** What the chunks say, for a person. */
    long probe() throws IOException, InterruptedException {
        return probe(List.of());
    }

    /** The same as JSON, with the SHA-256 of every byte. */
    long probeAndHash() throws IOException, InterruptedException {
        return probe(List.of("--json"));
    }

    private long probe(List<String> flags) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(LAUNCHER.toString(), "probe"));
        command.addAll(flags);
        chunks.forEach(chunk -> command.add(chunk.toString()));
        return Tool.run(command);
    }

    /** Streams and format only: quick, but it does not tell where the chunk ends. */
    long ffprobeHeaders() throws IOException, InterruptedException {
        return ffprobe("-show_streams", "-show_format");
    }

    /** All timestamps: what the range has to be worked out from. */
    long ffprobePackets() throws IOException, InterruptedException {
        return ffprobe("-show_entries", "packet=stream_index,pts,dts,flags");
    }

    private long ffprobe(String... what) throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (Path chunk : chunks) {
            var command = new ArrayList<>(List.of("ffprobe", "-v", "error", "-of", "csv"));
            command.addAll(List.of(what));
            command.add(chunk.toString());
            Tool.run(command);
        }
        return System.nanoTime() - start;
    }
}
