package tams.ingest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tams.ingest.watcher.ChunkFolder;
import tams.ingest.watcher.ChunkReader;

@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description =
                "Shows what chunks say about themselves, as the pipeline sees them, in the order of the arguments. A file"
                        + " that cannot be measured gives its reason, and exit code 3 at the end.")
final class ProbeCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "chunks, or folders: the chunks that lie right in them, in order")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private List<Path> files;

    @Option(names = "--json", description = "one JSON document a line, one line a file; ticks are 90 kHz, unwrapped")
    private boolean json;

    private final Progress progress = Progress.onStderr();
    private long done;
    private long failed;

    @Override
    public Integer call() {
        // Threads are the run's own, so each has its buffer as long as it lasts.
        ThreadLocal<ChunkReader> readers = ThreadLocal.withInitial(ChunkReader::new);
        Iterator<Path> each = files.stream().flatMap(ProbeCommand::chunks).iterator();
        InOrder.forEach(each, file -> Probe.of(readers.get(), file, json), this::print);
        progress.erase();
        return failed > 0 ? ExitCode.CHECK_FAILED : ExitCode.OK;
    }

    /** A file itself, also one that is not there; a folder's chunks, or the folder if it has none. */
    private static Stream<Path> chunks(Path file) {
        if (!Files.isDirectory(file)) {
            return Stream.of(file);
        }
        try {
            List<Path> chunks = ChunkFolder.chunks(file);
            return chunks.isEmpty() ? Stream.of(file) : chunks.stream();
        } catch (IOException e) {
            return Stream.of(file);
        }
    }

    /** Prints a result; false when nobody reads any more. */
    private boolean print(Probe probe) {
        done++;
        failed += probe.isMeasured() ? 0 : 1;
        progress.erase();
        System.out.println(probe.text());
        progress.show("probed " + done + " files, " + failed + " not measurable");
        return !System.out.checkError();
    }
}
