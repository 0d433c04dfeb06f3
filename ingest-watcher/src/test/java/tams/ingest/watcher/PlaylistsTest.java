package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaylistsTest {

    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private long nanos;
    private long tookNanos;
    private final Playlists playlists =
            new Playlists((path, why) -> warnings.add(path.getFileName() + ": " + why), () -> nanos += tookNanos);

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String listing(Instant at, String... chunks) {
        return "#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:" + at + "\n#EXTINF:2,\n" + String.join("\n#EXTINF:2,\n", chunks)
                + "\n";
    }

    private Listing find(String chunk, Path... beside) {
        return playlists.find(List.of(beside), chunk, ZoneOffset.UTC);
    }

    @Test
    void areReadAgainWhenTheyHaveChangedAndKeptWhileTheyAreHalfWritten() throws IOException {
        Path list = write("index.m3u8", listing(NINE, "1.ts"));
        assertThat(find("1.ts", list).at()).isEqualTo(NINE);
        assertThat(find("2.ts", list)).isEqualTo(Listing.NONE);

        write("index.m3u8", "#EXTM3U\n#EXT-X-PROGR");
        assertThat(find("1.ts", list).at()).isEqualTo(NINE);
        write("index.m3u8", listing(NINE, "1.ts", "2.ts"));
        assertThat(find("2.ts", list).at()).isEqualTo(NINE.plusSeconds(2));
        Files.delete(list);

        assertThat(find("2.ts", list)).isEqualTo(Listing.NONE);
        assertThat(warnings).isEmpty();
    }

    @Test
    void restAfterALongReading() throws IOException {
        Path list = write("index.m3u8", listing(NINE, "1.ts"));
        tookNanos = 10;
        assertThat(find("1.ts", list).at()).isEqualTo(NINE);
        write("index.m3u8", listing(NINE, "1.ts", "2.ts"));

        assertThat(find("2.ts", list)).isEqualTo(Listing.NONE);
        nanos += 40;
        assertThat(find("2.ts", list).at()).isEqualTo(NINE.plusSeconds(2));
    }

    @Test
    void completeEachOther() throws IOException {
        Path audio = write("audio.m3u8", "#EXTM3U\n#EXT-X-DISCONTINUITY\n#EXTINF:2,\n1.ts\n");
        Path master = write("master.m3u8", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nvideo.m3u8\n");
        Path video = write("video.m3u8", listing(NINE, "1.ts"));

        assertThat(find("1.ts", audio, master, video)).isEqualTo(new Listing(NINE, true));
    }

    @Test
    void areLimitedInLengthAndNumber() throws IOException {
        Path huge = folder.resolve("huge.m3u8");
        try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
            sparse.setLength(Playlists.BYTES_MAX + 1);
        }
        assertThat(find("1.ts", huge)).isEqualTo(Listing.NONE);
        Path[] many = new Path[Playlists.FOLDER_MAX + 1];
        for (int i = 0; i < many.length; i++) {
            many[i] = write(i + ".m3u8", listing(NINE, i + ".ts"));
        }

        assertThat(find(Playlists.FOLDER_MAX - 1 + ".ts", many).at()).isEqualTo(NINE);
        assertThat(find(Playlists.FOLDER_MAX + ".ts", many)).isEqualTo(Listing.NONE);
        assertThat(warnings).anyMatch(line -> line.startsWith("huge.m3u8: a playlist is a file of at most"));
        assertThat(warnings).anyMatch(line -> line.startsWith("16.m3u8: a folder has at most 16 playlists"));
    }

    /** Goal: memory is bounded and used. Method: other content under the same stamp shows which playlist was read anew. */
    @Test
    void areForgottenAndReadAnewRatherThanFillTheMemory() throws IOException {
        String[] chunks = new String[Playlists.LISTINGS_MAX / 2];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = i + ".ts";
        }
        Path one = write("one.m3u8", listing(NINE, chunks));
        assertThat(find("3.ts", one).at()).isEqualTo(NINE.plusSeconds(6));
        FileTime time = Files.getLastModifiedTime(one);
        write("one.m3u8", listing(NINE.plusSeconds(1), chunks));
        Files.setLastModifiedTime(one, time);

        Path small = write("small.m3u8", listing(NINE, "1.ts"));
        for (int i = 0; i < 3; i++) {
            assertThat(find("1.ts", small).at()).isEqualTo(NINE.plusSeconds(i));
            write("small.m3u8", listing(NINE.plusSeconds(i + 1), "1.ts", "x".repeat(i)));
        }
        assertThat(find("3.ts", one).at()).isEqualTo(NINE.plusSeconds(6));
        find("3.ts", write("other.m3u8", listing(NINE, chunks)));

        assertThat(find("3.ts", one).at()).isEqualTo(NINE.plusSeconds(7));
    }

    @Test
    void areCountedOnceHoweverOftenTheyChange() throws IOException {
        String[] chunks = new String[Playlists.LISTINGS_MAX / 3];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = i + ".ts";
        }
        Path one = write("one.m3u8", listing(NINE, "1.ts"));
        assertThat(find("1.ts", one).at()).isEqualTo(NINE);
        FileTime time = Files.getLastModifiedTime(one);
        write("one.m3u8", listing(NINE.plusSeconds(1), "1.ts"));
        Files.setLastModifiedTime(one, time);

        Path large = folder.resolve("large.m3u8");
        for (int i = 0; i < 4; i++) {
            chunks[0] = "x".repeat(i + 1);
            write("large.m3u8", listing(NINE, chunks));
            assertThat(find(chunks[0], large).at()).isEqualTo(NINE);
        }

        assertThat(find("1.ts", one).at()).isEqualTo(NINE);
    }
}
