package tams.ingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.Rational;

class ProbeCommandTest {

    private static final Path CORPUS =
            Path.of(System.getProperty("root.dir")).resolveSibling("shared").resolve("ts-corpus");

    @TempDir
    Path folder;

    /** What a run printed, and how it ended. */
    private record Run(int exitCode, List<String> lines) {

        List<JsonNode> documents() throws IOException {
            List<JsonNode> documents = new ArrayList<>();
            for (String line : lines) {
                documents.add(Json.MAPPER.readTree(line));
            }
            return documents;
        }
    }

    private static Run probe(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stdout = System.out;
        System.setOut(new PrintStream(out, true, UTF_8));
        try {
            String[] words = Stream.concat(
                            Stream.of("probe"), Stream.of(arguments).map(Object::toString))
                    .toArray(String[]::new);
            return new Run(TamsIngest.run(words), out.toString(UTF_8).lines().toList());
        } finally {
            System.setOut(stdout);
        }
    }

    @Test
    void printsALineAFileInTheOrderOfTheArguments() throws IOException {
        List<String> files = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            files.add(Files.write(folder.resolve("x_" + (i * 7) % 600 + ".ts"), new byte[i])
                    .toString());
        }
        files.add(folder.resolve("missing.ts").toString());

        Run run = probe(Stream.concat(Stream.of("--json"), files.stream()).toArray());

        assertThat(run.exitCode).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.documents())
                .extracting(line -> line.get("file").asText())
                .isEqualTo(files);
        assertThat(run.documents())
                .allSatisfy(line -> assertThat(line.get("error").asText()).matches("[A-Z_]+: .+"));
        assertThat(run.lines.get(0)).contains("EMPTY: ");
        assertThat(run.lines.get(600)).contains("UNREADABLE: there is no such file");
    }

    @Test
    void looksIntoFoldersInTheOrderOfTheChunks() throws IOException {
        for (String name : List.of("x_10.ts", "x_9.ts", "x_100.ts", "index.m3u8", "x_11.ts.tmp", ".hidden.ts")) {
            Files.writeString(folder.resolve(name), "no media");
        }
        Path inner = Files.createDirectory(folder.resolve("inner"));

        Run run = probe(folder, inner);

        assertThat(run.exitCode).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.lines).hasSize(4);
        assertThat(run.lines.get(0)).startsWith(folder.resolve("x_9.ts") + ": NOT_TS: ");
        assertThat(run.lines.get(1)).startsWith(folder.resolve("x_10.ts") + ": NOT_TS: ");
        assertThat(run.lines.get(2)).startsWith(folder.resolve("x_100.ts") + ": NOT_TS: ");
        assertThat(run.lines.get(3)).isEqualTo(inner + ": UNREADABLE: a folder without files that may be chunks");
    }

    @Test
    void keepsANameThatHoldsControlCharactersOnOneLine() throws IOException {
        Path odd = Files.writeString(folder.resolve("a\nb\u001b.ts"), "no media");

        assertThat(probe(odd).lines).singleElement().asString().contains("a?b?.ts: NOT_TS");
        assertThat(probe("--json", odd).documents())
                .singleElement()
                .satisfies(line -> assertThat(line.get("file").asText()).isEqualTo(odd.toString()));
    }

    @Test
    void showsStreamsWhoseRangeIsNotKnown() {
        Measurement.Stream sound = stream(Measurement.Kind.AUDIO, "aac", Rational.of(1_920));
        Measurement.Stream marks = stream(Measurement.Kind.DATA, "scte35", null);

        List<String> plain = Probe.lines(Path.of("a.aac"), new Measurement(0, 0, List.of(), List.of(sound), List.of()));
        List<String> data = Probe.lines(
                Path.of("a.ts"), new Measurement(188, 10, List.of(), List.of(marks), List.of("no PTS on PID 0")));

        assertThat(plain)
                .containsExactly(
                        "a.aac: plain audio",
                        "  PID  TYPE   CODEC  FORM           FRAMES  KEY  PTS RANGE",
                        "  0    audio  aac    48000 Hz 2 ch  100     -    lasts 2:133333333");
        assertThat(data.get(2)).endsWith("  -");
        assertThat(data.get(3)).isEqualTo("  warning: no PTS on PID 0");
        assertThat(Json.text(sound)).doesNotContain("start_ticks");
    }

    private static Measurement.Stream stream(Measurement.Kind kind, String codec, @Nullable Rational frameTicks) {
        Integer rate = kind == Measurement.Kind.AUDIO ? 48_000 : null;
        return new Measurement.Stream(
                0,
                1,
                kind,
                codec,
                null,
                null,
                null,
                null,
                null,
                rate,
                2,
                100,
                0,
                null,
                null,
                null,
                frameTicks,
                null,
                null,
                null,
                null,
                List.of());
    }

    @Test
    void printsWhatRealChunksSay() throws IOException {
        Path chunks = CORPUS.resolve("aws-tams-samples/sample-scripts/segments");
        assumeTrue(Files.isDirectory(chunks), "the shared corpus is not beside the project: " + chunks);

        Run json = probe("--json", chunks);
        Run text = probe(chunks);

        assertThat(json.documents()).isNotEmpty();
        assertThat(json.documents())
                .filteredOn(line -> line.get("file").asText().endsWith("bbb_video_004.ts"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.at("/streams/0/start_ticks").asLong()).isEqualTo(186_006 + 3 * 540_540);
                    assertThat(line.at("/streams/0/frames").asInt()).isEqualTo(180);
                    assertThat(line.has("error")).isFalse();
                });
        assertThat(text.lines).anyMatch(line -> line.matches(".*bbb_video_004\\.ts: \\d+ packets of 188 bytes"));
        assertThat(text.exitCode).isEqualTo(json.exitCode);
    }
}
