package tams.ingest.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;
import tams.ingest.watcher.ChunkReader;

@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description =
                "Shows what chunks say about themselves, as the pipeline sees them. A file that cannot be measured"
                        + " gives its reason, and exit code 3 at the end.")
final class ProbeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "chunks")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private List<Path> files;

    @Option(names = "--json", description = "one JSON document a line, one line a file; ticks are 90 kHz, unwrapped")
    private boolean json;

    @Override
    public Integer call() {
        ChunkReader reader = new ChunkReader();
        boolean failed = false;
        for (Path file : files) {
            failed |= !probe(reader, file);
        }
        return failed ? ExitCode.CHECK_FAILED : ExitCode.OK;
    }

    private boolean probe(ChunkReader reader, Path file) {
        try {
            ChunkReader.Reading reading = reader.read(file);
            Measurement measurement = reading.measurement();
            if (json) {
                System.out.println(document(file, reading));
            } else if (measurement != null) {
                print(file, measurement);
            } else {
                System.out.println(file + ": " + reason(reading.fault()));
            }
            return measurement != null;
        } catch (IOException e) {
            String why = why(e);
            System.out.println(json ? error(file, why) : file + ": " + why);
            return false;
        }
    }

    private static ObjectNode document(Path file, ChunkReader.Reading reading) {
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.put("file", file.toString());
        document.put("bytes", reading.bytes());
        document.put("sha256", reading.sha256());
        if (reading.measurement() != null) {
            document.setAll((ObjectNode) Json.MAPPER.valueToTree(reading.measurement()));
        } else {
            document.put("error", reason(reading.fault()));
        }
        return document;
    }

    private static ObjectNode error(Path file, String why) {
        return Json.MAPPER.createObjectNode().put("file", file.toString()).put("error", why);
    }

    private static String reason(ChunkArrived.@Nullable Fault fault) {
        return fault == null ? "" : fault.kind() + ": " + fault.reason();
    }

    private static String why(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "UNREADABLE: there is no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "UNREADABLE: permission denied";
        }
        return "UNREADABLE: " + failure.getMessage();
    }

    private static void print(Path file, Measurement measurement) {
        System.out.printf("%s: %d packets of %d bytes%n", file, measurement.packets(), measurement.packetSize());
        TextTable table = new TextTable("  PID", "TYPE", "CODEC", "FORM", "FRAMES", "KEY", "PTS RANGE");
        measurement
                .streams()
                .forEach(stream -> table.row(
                        "  " + stream.pid(),
                        stream.type(),
                        stream.codec(),
                        form(stream),
                        stream.frames(),
                        stream.keyFrames(),
                        range(stream)));
        table.print(System.out);
        measurement.warnings().forEach(warning -> System.out.println("  warning: " + warning));
    }

    private static @Nullable String form(Measurement.Stream stream) {
        if (stream.width() != null) {
            return stream.width() + "x" + stream.height()
                    + (stream.frameRate() == null ? "" : " " + stream.frameRate() + " fps");
        }
        return stream.sampleRate() == null ? null : stream.sampleRate() + " Hz " + stream.channels() + " ch";
    }

    private static @Nullable TimeRange range(Measurement.Stream stream) {
        Long start = stream.startTicks();
        Long end = stream.endTicks();
        return start == null || end == null
                ? null
                : TimeRange.between(Timestamp.ofTicks(start), Timestamp.ofTicks(end));
    }
}
