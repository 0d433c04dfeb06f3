package tams.ingest.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tams.ingest.mpegts.Measured;
import tams.ingest.watcher.ChunkReader;

/** JMH's view of the passes over a chunk of ten seconds: milliseconds for each, the file in the page cache. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ChunkBenchmark {

    static final int SECONDS = 10;

    /** The rate of the video; 50 makes a chunk of some 65 MB, 5 one of 7 MB. */
    @Param({"50", "5"})
    public int megabits;

    private final Passes passes = new Passes();
    private Path clip = Clip.FOLDER;

    @Setup(Level.Trial)
    public void prepare() throws IOException, InterruptedException {
        clip = Clip.of(Clip.FOLDER, megabits, SECONDS);
    }

    @Benchmark
    public long read() throws IOException {
        return passes.read(clip);
    }

    @Benchmark
    public Measured measure() throws IOException {
        return passes.measure(clip);
    }

    @Benchmark
    public byte[] hash() throws IOException {
        return passes.hash(clip);
    }

    @Benchmark
    public ChunkReader.Reading measureAndHash() throws IOException {
        return passes.measureAndHash(clip);
    }
}
