package tams.ingest.watcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "a.ts, false, false",
        "a.ts.tmp, true, false",
        "a.TS.TMP, true, false",
        "a.part, true, false",
        "a.partial, true, false",
        "a.filepart, true, false",
        "a.ts~, true, false",
        ".a.ts.Xy12, true, false",
        ".goutputstream-ABC, true, false",
        "tmp.ts, false, false",
        "partial.ts, false, false",
        "index.m3u8, false, true",
        "list.CSV, false, true",
        "a.ts.done, false, true",
        "notes.md, false, true",
        "chunk.json.ts, false, false",
        "noextension, false, false"
    })
    void tellsUnfinishedNamesAndListsFromChunks(String name, boolean isTemporary, boolean isList) {
        assertThat(FileNames.isTemporary(name)).isEqualTo(isTemporary);
        assertThat(FileNames.isList(name)).isEqualTo(isList);
    }

    @Test
    void showsNamesOnOneLineWithoutControlCharacters() {
        assertThat(FileNames.shown("a\nb\u001b[31m\u202e.ts")).isEqualTo("'a\\u{a}b\\u{1b}[31m\\u{202e}.ts'");
        assertThat(FileNames.shown("Größe \ud83c\udfa5.ts")).isEqualTo("'Größe \ud83c\udfa5.ts'");
    }

    /** A name of bytes that are not UTF-8 can only be made by a tool that knows bytes. */
    @Test
    void tellsNamesThatAreNoText() throws IOException, InterruptedException {
        Process touch = new ProcessBuilder("sh", "-c", "touch \"$(printf 'a\\377b.ts')\" plain.ts")
                .directory(folder.toFile())
                .start();
        assertThat(touch.waitFor()).isZero();

        try (var entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                boolean isPlain = entry.getFileName().toString().equals("plain.ts");
                assertThat(FileNames.isText(entry.getFileName())).isEqualTo(isPlain);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"a.ts,0,a.ts", "a.ts,1,a.1.ts", "a,2,a.2", ".a,3,.a.3", "a.b.ts,12,a.b.12.ts"})
    void numbersNamesakes(String name, int number, String expected) {
        assertThat(TargetNames.numbered(name, number)).isEqualTo(expected);
    }

    /** Goal: every name we make fits and stays distinct. Method: names of any length and alphabet by seed. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void makesNamesThatFitWhateverTheyComeFrom(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String name = name(random);

            String numbered = TargetNames.numbered(name, 1 + random.nextInt(9_999));

            assertThat(numbered).isNotEqualTo(name);
            assertThat(numbered.getBytes(UTF_8).length).isLessThanOrEqualTo(TargetNames.NAME_BYTES_MAX);
            assertThat(TargetNames.reasonOf(name).getBytes(UTF_8).length)
                    .isLessThanOrEqualTo(TargetNames.NAME_BYTES_MAX);
            assertThat(new String(numbered.getBytes(UTF_8), UTF_8)).isEqualTo(numbered);
        }
    }

    private static String name(Random random) {
        int[] alphabet = {'a', '.', 'z', 0xE9, 0x4E2D, 0x1F3A5};
        StringBuilder name = new StringBuilder("x");
        int bytes = 1 + random.nextInt(TargetNames.NAME_BYTES_MAX);
        while (true) {
            String next = Character.toString(alphabet[random.nextInt(alphabet.length)]);
            if ((name + next).getBytes(UTF_8).length > bytes) {
                return name.toString();
            }
            name.append(next);
        }
    }
}
