package tams.ingest.mpegts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Real chunks by others beside the project, with what other tools measured of them. */
final class Corpus {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;

    private Corpus(Path root) {
        this.root = root;
    }

    /** The first {@code bytesMax} bytes of its files; what {@code made} gives where there is no corpus. */
    static List<byte[]> filesOr(int bytesMax, Supplier<List<byte[]>> made) {
        var corpus = new Corpus(root());
        if (!Files.isRegularFile(corpus.root.resolve("oracle.jsonl"))) {
            return made.get();
        }
        return corpus.oracle().stream()
                .map(file -> corpus.bytes(file.path("file").asText()))
                .filter(bytes -> bytes.length > 0)
                .map(bytes -> bytes.length > bytesMax ? Arrays.copyOf(bytes, bytesMax) : bytes)
                .toList();
    }

    private static Path root() {
        String project = System.getProperty("root.dir", ".");
        return Path.of(project).toAbsolutePath().normalize().resolveSibling("shared/ts-corpus");
    }

    /** The corpus; the test that asks is skipped where there is none. */
    static Corpus orSkip() {
        Path root = root();
        Assumptions.assumeTrue(
                Files.isRegularFile(root.resolve("oracle.jsonl")), "skipped: no corpus of real chunks at " + root);
        return new Corpus(root);
    }

    /** One line per file. */
    List<JsonNode> oracle() {
        try (var lines = Files.lines(root.resolve("oracle.jsonl"))) {
            return lines.map(Corpus::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files whose names end so, by name. */
    List<Path> files(String... endings) {
        try (var paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> Stream.of(endings).anyMatch(path.toString()::endsWith))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes(String file) {
        return bytes(root.resolve(file));
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
