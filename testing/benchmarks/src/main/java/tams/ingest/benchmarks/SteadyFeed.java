package tams.ingest.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** An encoder of small pictures that goes on whatever happens to whoever reads: one chunk of a second each second. */
final class SteadyFeed implements AutoCloseable {

    /** Chunks that there are. */
    static final int CHUNKS = 600;

    private final List<Path> chunks;
    private final Path folder;
    private final Thread writer;
    private final AtomicInteger finished = new AtomicInteger();

    private SteadyFeed(List<Path> chunks, Path folder) {
        this.chunks = chunks;
        this.folder = folder;
        this.writer = new Thread(this::write, "encoder");
        writer.setDaemon(true);
    }

    /** Starts to write into a folder of the drop root. */
    static SteadyFeed into(Path folder) throws IOException, InterruptedException {
        SteadyFeed feed = new SteadyFeed(chunks(), Files.createDirectories(folder));
        feed.writer.start();
        return feed;
    }

    private static List<Path> chunks() throws IOException, InterruptedException {
        Path series = Clip.FOLDER.resolve("small-1s-" + CHUNKS);
        if (!Files.exists(series)) {
            Path unfinished = Files.createDirectories(Clip.FOLDER.resolve(series.getFileName() + ".part"));
            List<String> command = new ArrayList<>(List.of(("ffmpeg -v error -nostdin -y -f lavfi"
                            + " -i testsrc2=size=320x180:rate=25 -t " + CHUNKS
                            + " -c:v libx264 -preset ultrafast -g 25 -f segment -segment_time 1 -segment_format mpegts")
                    .split(" ")));
            command.add(unfinished.resolve("%05d.ts").toString());
            Tool.run(command);
            Files.move(unfinished, series);
        }
        try (Stream<Path> files = Files.list(series)) {
            return files.sorted().toList();
        }
    }

    private void write() {
        try {
            for (Path chunk : chunks) {
                Path growing = Files.copy(chunk, folder.resolve("live_" + chunk.getFileName() + ".tmp"));
                Files.move(growing, folder.resolve("live_" + chunk.getFileName()), StandardCopyOption.ATOMIC_MOVE);
                finished.incrementAndGet();
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (IOException e) {
            System.err.println("the feed ended: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Chunks that have their name, so the number of the next one. */
    int finished() {
        return finished.get();
    }

    /** The number in the name of a chunk of this feed. */
    static int numberOf(String path) {
        return Integer.parseInt(path.replaceAll(".*live_(\\d+)\\.ts", "$1"));
    }

    @Override
    public void close() {
        writer.interrupt();
    }
}
