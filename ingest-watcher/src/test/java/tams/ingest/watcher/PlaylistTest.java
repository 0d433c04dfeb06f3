package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaylistTest {

    private static @Nullable Map<String, Listing> text(String text) {
        return Playlist.read(text, ZoneId.of("Europe/Berlin"));
    }

    private static Map<String, Listing> lines(String... lines) {
        return Objects.requireNonNull(text("#EXTM3U\n" + String.join("\n", lines) + "\n"));
    }

    private static Listing at(String instant) {
        return new Listing(Instant.parse(instant), false);
    }

    @Test
    void carriesTheLastTimeOnByTheExactLengths() {
        assertThat(lines(
                        "#EXT-X-TARGETDURATION:7",
                        "#EXTINF:6.006,",
                        "early.ts",
                        "#EXT-X-PROGRAM-DATE-TIME:2026-11-21T23:23:42.185+0000",
                        "#EXTINF:6.006,title, with commas",
                        "a.ts",
                        "#EXTINF:0.033366667",
                        "b.ts",
                        "#EXTINF:5,",
                        "c.ts",
                        "#EXT-X-PROGRAM-DATE-TIME:2026-11-21T23:30:00Z",
                        "#EXTINF:6.006,",
                        "d.ts"))
                .isEqualTo(Map.of(
                        "early.ts", Listing.NONE,
                        "a.ts", at("2026-11-21T23:23:42.185Z"),
                        "b.ts", at("2026-11-21T23:23:48.191Z"),
                        "c.ts", at("2026-11-21T23:23:48.224366667Z"),
                        "d.ts", at("2026-11-21T23:30:00Z")));
    }

    @Test
    void endsATimeWhereThePlaylistBreaksOffUnlessItIsStatedThere() {
        assertThat(lines(
                        "#EXT-X-PROGRAM-DATE-TIME:2026-11-21T23:00:00Z",
                        "#EXTINF:2.0,",
                        "a.ts",
                        "#EXT-X-DISCONTINUITY",
                        "#EXTINF:2.0,",
                        "b.ts",
                        "#EXTINF:2.0,",
                        "c.ts",
                        "#EXT-X-PROGRAM-DATE-TIME:2026-11-21T23:10:00Z",
                        "#EXT-X-DISCONTINUITY",
                        "#EXTINF:2.0,",
                        "d.ts",
                        "#EXT-X-DISCONTINUITY-SEQUENCE:7",
                        "#EXTINF:2.0,",
                        "e.ts"))
                .isEqualTo(Map.of(
                        "a.ts",
                        at("2026-11-21T23:00:00Z"),
                        "b.ts",
                        new Listing(null, true),
                        "c.ts",
                        Listing.NONE,
                        "d.ts",
                        new Listing(Instant.parse("2026-11-21T23:10:00Z"), true),
                        "e.ts",
                        at("2026-11-21T23:10:02Z")));
    }

    @Test
    void losesNoMoreThanALineThatMakesNoSense() {
        assertThat(lines(
                        "#EXT-X-KEY:METHOD=WHO-KNOWS",
                        "#EXT-X-PROGRAM-DATE-TIME:2026-11-21T23:00:00",
                        "#EXTINF:nope,",
                        "a.ts",
                        "#EXTINF:2.0,",
                        "b.ts",
                        "#EXT-X-PROGRAM-DATE-TIME:yesterday",
                        "#EXTINF:2.0,",
                        "c.ts"))
                .isEqualTo(Map.of("a.ts", at("2026-11-21T22:00:00Z"), "b.ts", Listing.NONE, "c.ts", Listing.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "a.ts, a.ts",
        "https://cdn.example/live/1/a.ts?token=x/y, a.ts",
        "sub/a%20b%C3%A9+c.ts#t=1, a bé+c.ts",
        "'two words.ts', two words.ts",
        "50%.ts, 50%.ts",
        "a%20b.ts, a%20b.ts"
    })
    void findsAFileByTheLastPartOfItsUri(String uri, String file) {
        assertThat(lines("#EXT-X-PROGRAM-DATE-TIME:2026-11-21T23:00:00Z", "#EXTINF:2.0,", uri))
                .containsEntry(file, at("2026-11-21T23:00:00Z"));
    }

    @Test
    void takesTheLastOfANameUnlessItIsAPart() {
        Map<String, Listing> read = lines(
                "#EXT-X-PROGRAM-DATE-TIME:2026-11-21T23:00:00Z",
                "#EXTINF:2,",
                "wrapped.ts",
                "#EXTINF:2,",
                "#EXT-X-BYTERANGE:1000@0",
                "parts.ts",
                "#EXTINF:2,",
                "#EXT-X-BYTERANGE:1000@1000",
                "parts.ts",
                "#EXTINF:2,",
                "wrapped.ts");

        assertThat(read)
                .isEqualTo(Map.of("wrapped.ts", at("2026-11-21T23:00:06Z"), "parts.ts", at("2026-11-21T23:00:02Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#EXTM3U",
                "#EXTINF:2,\na.ts\n",
                "#EXTM3U\n#EXTINF:2,\na.ts",
                "#EXTM3U\n#EXTINF:2,\na.ts\n#EX"
            })
    void isNotReadBeforeItIsWhole(String text) {
        assertThat(text(text)).isNull();
    }

    @Test
    void isReadWhateverItsLineEndings() {
        String stated = "#EXT-X-PROGRAM-DATE-TIME:2026-11-21T23:00:00Z\r\n#EXTINF:2,\r\na.ts\r\n";

        assertThat(text("\ufeff#EXTM3U\r\n" + stated)).containsEntry("a.ts", at("2026-11-21T23:00:00Z"));
        assertThat(text("#EXTM3U\r\n" + stated + "#EXT-X-ENDLIST")).containsKey("a.ts");
        assertThat(lines("#EXT-X-STREAM-INF:BANDWIDTH=1", "low.m3u8")).isEmpty();
    }
}
