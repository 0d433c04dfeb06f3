package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tams.ingest.contracts.Outcome;

/**
 * A feed of seven files, five chunks, one of them twice and a file that is none, and what has become of each in the end,
 * whatever happened on the way.
 *
 * @param drop the drop root, below which archive and quarantine lie
 */
record DroppedFeed(String id, Path drop, Map<String, byte[]> files) {

    static final int CHUNKS = 5;
    private static final String NO_CHUNK = "camera-1_009.ts";

    static DroppedFeed named(String id, Path drop) {
        Map<String, byte[]> files = new TreeMap<>();
        for (int number = 1; number <= CHUNKS; number++) {
            files.put("camera-1_00" + number + ".ts", Samples.camera(number));
        }
        files.put("camera-1_008.ts", Samples.camera(CHUNKS));
        files.put(NO_CHUNK, "no media at all".getBytes(StandardCharsets.UTF_8));
        return new DroppedFeed(id, drop, files);
    }

    private Path folder() {
        return drop.resolve(id);
    }

    /** All at once: the folder appears whole. */
    void appear(Path staging) throws IOException {
        Files.createDirectories(staging);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(staging.resolve(file.getKey()), file.getValue());
        }
        Files.move(staging, folder(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** One after the other, as an encoder that renames finishes them. */
    void drop(String name) throws IOException {
        Files.createDirectories(folder());
        Path growing = Files.write(folder().resolve(name + ".tmp"), files.get(name));
        Files.move(growing, folder().resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Nothing waits in its folder any more. */
    boolean isTidy() throws IOException {
        return filesIn(folder()).isEmpty();
    }

    /**
     * Each arrival has come to one end. A registrar that stood still and woke up may have said the same once more.
     *
     * @param lines of the ledger, all that this feed ever had
     */
    void assertLedger(List<Outcome> lines) {
        Map<UUID, Set<Outcome.State>> ends = lines.stream()
                .filter(line -> line.state().isTerminal())
                .collect(Collectors.groupingBy(
                        Outcome::arrival, Collectors.mapping(Outcome::state, Collectors.toSet())));
        assertThat(ends).as(id).hasSize(files.size());
        assertThat(ends.values()).as(id).allSatisfy(states -> assertThat(states).hasSize(1));
        assertThat(ends.values().stream()
                        .flatMap(Set::stream)
                        .collect(Collectors.groupingBy(state -> state, Collectors.counting())))
                .as(id)
                .containsOnly(
                        Map.entry(Outcome.State.REGISTERED, (long) CHUNKS),
                        Map.entry(Outcome.State.DUPLICATE, 1L),
                        Map.entry(Outcome.State.POISON, 1L));
        assertThat(lines.stream().map(Outcome::arrival).distinct()).hasSize(files.size());
    }

    void assertStored(List<Outcome> lines, StoreView store) {
        String flow = lines.stream()
                .filter(line -> line.state() == Outcome.State.REGISTERED)
                .map(line -> String.valueOf(line.flowId()))
                .findFirst()
                .orElseThrow();
        List<JsonNode> segments = store.segments(flow);
        assertThat(segments.stream().map(segment -> segment.path("timerange").asText()))
                .as(id)
                .containsExactlyElementsOf(IntStream.range(0, CHUNKS)
                        .mapToObj(i -> place(2 * i) + "_" + place(2 * i + 2).substring(1) + ")")
                        .toList());
        List<byte[]> chunks = List.copyOf(files.values());
        for (int i = 0; i < CHUNKS; i++) {
            assertThat(store.object(segments.get(i))).isEqualTo(chunks.get(i));
        }
    }

    /** The samples last 2.002 s each, thousandth for thousandth. */
    private static String place(int seconds) {
        return "[" + seconds + ":" + seconds * 1_000_000;
    }

    /** @param keepsChunks whether registered files are archived, not deleted */
    void assertFolders(boolean keepsChunks) throws IOException {
        Map<String, byte[]> left = new TreeMap<>();
        for (Path file : filesIn(drop)) {
            if (id.equals(String.valueOf(file.subpath(file.getNameCount() - 2, file.getNameCount() - 1)))) {
                left.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        assertThat(left.keySet()).filteredOn(name -> !files.containsKey(name)).hasSize(1);
        assertThat(left.keySet()).filteredOn(name -> name.startsWith(NO_CHUNK)).hasSize(2);
        left.keySet().retainAll(files.keySet());
        Map<String, byte[]> expected = new TreeMap<>(files);
        if (!keepsChunks) {
            expected.keySet().retainAll(List.of(NO_CHUNK));
        }
        assertThat(left.keySet()).isEqualTo(expected.keySet());
        left.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
    }

    /** Files and links, hidden or not; what goes away meanwhile is not among them. */
    static List<Path> filesIn(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException cause) throws IOException {
                if (cause instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw cause;
            }
        });
        return files;
    }
}
