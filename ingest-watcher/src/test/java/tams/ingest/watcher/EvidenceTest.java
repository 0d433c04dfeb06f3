package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static tams.ingest.contracts.Feed.Complete.RENAME;
import static tams.ingest.contracts.Feed.Timeline.Origin.WALLCLOCK;
import static tams.ingest.contracts.Feed.Timeline.Origin.ZERO;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Evidence;
import tams.ingest.contracts.Feed;

class EvidenceTest {

    private static final Duration ONCE = Duration.ZERO;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);
    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
    private static final String HEAD = "#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:2026-11-22T10:00:00\n#EXTINF:6,\n";

    @TempDir
    Path root;

    private DropFixture drop(Feed.Timeline.Origin origin, Feed.Timeline.Anchor anchor) {
        DropFixture drop = new DropFixture(root);
        Feed plain = Feed.named("cam");
        drop.mapBegun(new Feed(
                "cam",
                "cam",
                null,
                RENAME,
                false,
                null,
                null,
                plain.essence(),
                new Feed.Timeline(origin, Feed.Timeline.Scale.TAI, anchor, ZoneId.of("Europe/Berlin"), Duration.ZERO),
                plain.after(),
                plain.flow()));
        return drop;
    }

    private static List<Evidence> evidence(DropFixture drop) {
        return drop.sent.stream().map(ChunkArrived::evidence).toList();
    }

    @Test
    void holdsWhatStandsBesideAChunk() throws IOException {
        DropFixture drop = drop(ZERO, Feed.Timeline.Anchor.NAME);
        drop.drop("cam", "x_20261122_095900_1.ts", "x".repeat(4_096));
        drop.drop("cam", "index.m3u8", HEAD + "0.ts\n#EXT-X-DISCONTINUITY\n#EXTINF:6,\nx_20261122_095900_1.ts\n");

        drop.pass(ONCE);

        assertThat(drop.sent)
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.sequence()).isEqualTo(1));
        assertThat(evidence(drop)).singleElement().satisfies(evidence -> {
            assertThat(evidence.namedAt()).isEqualTo(NINE.minusSeconds(60));
            assertThat(evidence.listedAt()).isNull();
            assertThat(evidence.discontinuity()).isTrue();
            assertThat(evidence.slices())
                    .hasSize(Evidence.SLICES)
                    .containsOnly(evidence.slices().get(0));
        });
    }

    @Test
    void isNoSequenceWhereAChunkIsNamedByTimeAlone() throws IOException {
        DropFixture drop = drop(ZERO, Feed.Timeline.Anchor.NAME);
        drop.drop("cam", "x_20261122T090006Z.ts", "second");
        drop.drop("cam", "x_20261122T100000+0100.ts", "first");
        drop.drop("cam", "x_20261122T030012-0600.ts", "third");

        drop.pass(ONCE);

        assertThat(drop.sent).extracting(ChunkArrived::sequence).containsOnlyNulls();
        assertThat(evidence(drop))
                .extracting(Evidence::namedAt)
                .containsExactly(NINE, NINE.plusSeconds(6), NINE.plusSeconds(12));
    }

    @Test
    void isNotWaitedForUnlessTheFeedBuildsOnPlaylists() throws IOException {
        DropFixture drop = drop(WALLCLOCK, Feed.Timeline.Anchor.NAME);
        drop.drop("cam", "1.ts", "1");

        drop.pass(ONCE);

        assertThat(evidence(drop)).containsExactly(Evidence.NONE);
    }

    @Test
    void letsAChunkGoAsSoonAsAPlaylistNamesItAndKeepsTheOrder() throws IOException {
        DropFixture drop = drop(WALLCLOCK, Feed.Timeline.Anchor.PDT);
        drop.drop("cam", "1.ts", "1");
        drop.drop("cam", "2.ts", "2");
        drop.drop("cam", "index.m3u8", "#EXTM3U\n#EXTINF:6,\n1.ts\n#EXTINF:6,\n2.");
        drop.pass(Duration.ofSeconds(2));
        assertThat(drop.sent).isEmpty();

        drop.drop("cam", "index.m3u8", HEAD + "1.ts\n#EXTINF:6,\n2.ts\n");
        drop.pass(ONCE);

        assertThat(drop.names()).containsExactly("1.ts", "2.ts");
        assertThat(evidence(drop)).extracting(Evidence::listedAt).containsExactly(NINE, NINE.plusSeconds(6));
    }

    @Test
    void isWaitedForNoLongerThanTwiceTheQuietTime() throws IOException {
        DropFixture drop = drop(WALLCLOCK, Feed.Timeline.Anchor.PDT);
        drop.drop("cam", "1.ts", "1");
        drop.drop("cam", "2.ts", "2");
        drop.drop("cam", "index.m3u8", "#EXTM3U\n#EXTINF:6,\n1.ts\n");

        drop.pass(LONG_ENOUGH);
        assertThat(drop.sent).isEmpty();
        drop.pass(Duration.ofSeconds(1));

        assertThat(drop.names()).containsExactly("1.ts", "2.ts");
        assertThat(evidence(drop)).extracting(Evidence::listedAt).containsOnlyNulls();
    }

    @Test
    void isMissedAloudOnceUntilAPlaylistNamesAChunkAgain() throws IOException {
        DropFixture drop = drop(WALLCLOCK, Feed.Timeline.Anchor.PDT);
        ListAppender<ILoggingEvent> warnings = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(FolderPlaylists.class);
        log.setLevel(Level.WARN);
        log.setAdditive(false);
        log.addAppender(warnings);
        warnings.start();
        try {
            drop.drop("cam", "1.ts", "1");
            drop.pass(LONG_ENOUGH);
            assertThat(warnings.list).isEmpty();
            drop.pass(LONG_ENOUGH);
            drop.drop("cam", "2.ts", "2");
            drop.pass(LONG_ENOUGH.multipliedBy(2));
            assertThat(warnings.list).singleElement().asString().contains("'cam'", "'1.ts'", "6 s");

            drop.drop("cam", "index.m3u8", HEAD + "3.ts\n");
            drop.drop("cam", "3.ts", "3");
            drop.pass(ONCE);
            assertThat(drop.names()).endsWith("3.ts");
            drop.drop("cam", "4.ts", "4");
            drop.pass(LONG_ENOUGH.multipliedBy(2));

            assertThat(warnings.list).hasSize(2);
        } finally {
            log.detachAppender(warnings);
            log.setAdditive(true);
            log.setLevel(null);
        }
    }

    @Test
    void neverMakesAChunkOfAPlaylistNorMovesIt() throws IOException {
        DropFixture drop = drop(WALLCLOCK, Feed.Timeline.Anchor.PDT);
        Path playlist = drop.drop("cam", "index.m3u8", HEAD + "1.ts\n");
        Path odd = drop.drop("cam", "INDEX-2.M3U8", "not a playlist");
        drop.drop("cam", "1.ts", "1");

        drop.pass(Duration.ofMinutes(2));

        assertThat(drop.names()).containsOnly("1.ts");
        assertThat(playlist).exists();
        assertThat(odd).exists();
    }

    /** Goal: what ffmpeg writes is what is announced. Method: let it write chunks and playlist, compare line by line. */
    @Test
    void isWhatFfmpegWritesBesideItsChunks() throws IOException, InterruptedException {
        DropFixture drop = drop(WALLCLOCK, Feed.Timeline.Anchor.PDT);
        Path folder = Files.createDirectory(root.resolve("cam"));
        assumeTrue(ffmpeg(folder), "ffmpeg is not installed, or cannot write HLS");

        drop.pass(LONG_ENOUGH);

        List<String> names = new ArrayList<>();
        List<Instant> times = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("index.m3u8"))) {
            if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) {
                times.add(OffsetDateTime.parse(
                                line.substring(line.indexOf(':') + 1),
                                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx"))
                        .toInstant());
            } else if (!line.startsWith("#")) {
                names.add(line);
            }
        }
        assertThat(names).hasSizeGreaterThan(3).hasSameSizeAs(times);
        assertThat(drop.names()).isEqualTo(names);
        assertThat(drop.faults()).containsOnly("none");
        assertThat(evidence(drop)).extracting(Evidence::listedAt).isEqualTo(times);
    }

    private static boolean ffmpeg(Path folder) throws IOException, InterruptedException {
        List<String> command = List.of(
                ("ffmpeg -v error -f lavfi -i testsrc=size=64x36:rate=25 -t 5 -c:v mpeg2video -g 25 -f hls -hls_time 1"
                                + " -hls_list_size 0 -hls_flags program_date_time -hls_segment_filename cam_%d.ts index.m3u8")
                        .split(" "));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
