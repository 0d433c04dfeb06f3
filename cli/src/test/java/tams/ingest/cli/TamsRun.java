package tams.ingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tams.ingest.contracts.Json;

/** One call of {@code tams-ingest tams …}: what it printed, and how it ended. */
record TamsRun(int exitCode, String out, String err) {

    /** Runs a command with a configuration file of its own, so that the surroundings do not matter. */
    static TamsRun of(Path config, Object... arguments) {
        return command(
                config, Stream.concat(Stream.of("tams"), Stream.of(arguments)).toArray());
    }

    /** As {@link #of}, for a command of another group. */
    static TamsRun command(Path config, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stdout = System.out;
        PrintStream stderr = System.err;
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
        try {
            List<String> words = new ArrayList<>();
            Stream.of(arguments).map(Object::toString).forEach(words::add);
            words.addAll(List.of("--config", config.toString()));
            int exitCode = TamsIngest.run(words.toArray(new String[0]));
            return new TamsRun(exitCode, out.toString(UTF_8), err.toString(UTF_8));
        } finally {
            System.setOut(stdout);
            System.setErr(stderr);
        }
    }

    JsonNode document() {
        try {
            return Json.MAPPER.readTree(out);
        } catch (IOException e) {
            throw new UncheckedIOException(out + err, e);
        }
    }

    /** The id that a command printed alone. */
    String id() {
        return out.strip();
    }

    /** A file that names the store and nothing else. */
    static Path config(Path folder, Object url, String... auth) {
        try {
            String text = "tams:\n  url: " + url + "\n"
                    + (auth.length == 0 ? "" : "  auth:\n    " + String.join("\n    ", auth) + "\n");
            return Files.writeString(Files.createTempFile(folder, "config", ".yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
