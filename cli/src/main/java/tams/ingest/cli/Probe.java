package tams.ingest.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;
import tams.ingest.watcher.ChunkReader;

/**
 * What one file says about itself, ready to be printed.
 *
 * @param text without a line feed at its end; one line if it is JSON or the file could not be measured
 */
record Probe(String text, boolean isMeasured) {

    /** Reads a file. Whatever goes wrong is in the text. */
    static Probe of(ChunkReader reader, Path file, boolean json) {
        try {
            if (Files.isDirectory(file)) {
                String why = Files.isReadable(file) ? "a folder without files that may be chunks" : "permission denied";
                return failed(file, "UNREADABLE: " + why, json);
            }
            if (json) {
                ChunkReader.Reading reading = reader.read(file);
                return new Probe(document(file, reading).toString(), reading.measurement() != null);
            }
            ChunkReader.Measured measured = reader.measure(file);
            Measurement measurement = measured.measurement();
            return measurement == null
                    ? failed(file, reason(measured.fault()), false)
                    : new Probe(String.join(System.lineSeparator(), lines(file, measurement)), true);
        } catch (IOException e) {
            return failed(file, why(e), json);
        } catch (RuntimeException e) {
            return failed(file, "UNEXPECTED: a defect of tams-ingest, please report it with the file: " + e, json);
        }
    }

    private static Probe failed(Path file, String why, boolean json) {
        String text = json
                ? Json.MAPPER
                        .createObjectNode()
                        .put("file", file.toString())
                        .put("error", why)
                        .toString()
                : onOneLine(file + ": " + why);
        return new Probe(text, false);
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

    /** A measurement as a person reads it. */
    static List<String> lines(Path file, Measurement measurement) {
        List<String> lines = new ArrayList<>();
        String kind = measurement.packetSize() == 0
                ? "plain audio"
                : measurement.packets() + " packets of " + measurement.packetSize() + " bytes";
        lines.add(onOneLine(file + ": " + kind));
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
        lines.addAll(table.lines());
        measurement.warnings().forEach(warning -> lines.add("  warning: " + onOneLine(warning)));
        return lines;
    }

    private static @Nullable String form(Measurement.Stream stream) {
        if (stream.width() != null) {
            String mode = stream.interlaceMode();
            return stream.width() + "x" + stream.height()
                    + (stream.frameRate() == null ? "" : " " + stream.frameRate() + " fps")
                    + (mode == null || mode.equals("progressive") ? "" : " " + mode);
        }
        return stream.sampleRate() == null ? null : stream.sampleRate() + " Hz " + stream.channels() + " ch";
    }

    /** Where it lies on the media's timeline; how long it lasts where only that is known. */
    private static @Nullable String range(Measurement.Stream stream) {
        Long start = stream.startTicks();
        Long end = stream.endTicks();
        Rational frame = stream.frameTicks();
        if (start != null && end != null) {
            return TimeRange.between(Timestamp.ofTicks(start), Timestamp.ofTicks(end))
                    .toString();
        }
        return stream.hasLengthOnly() && frame != null
                ? "lasts " + Timestamp.ofTicks(frame.times(stream.frames()))
                : null;
    }

    /** File names and messages may hold anything; a terminal should not obey it. */
    private static String onOneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
