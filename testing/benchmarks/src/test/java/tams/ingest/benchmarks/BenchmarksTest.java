package tams.ingest.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.mpegts.Measurement;
import tams.ingest.mpegts.Stream;

/** Goal: what is compared does the same work on the same bytes. How long it takes is not tested. */
class BenchmarksTest {

    @TempDir
    Path folder;

    @Test
    void readsTheWholeClipInEveryPass() throws Exception {
        assumeTrue(Tool.exists("ffmpeg"), "skipped: no ffmpeg to make a clip with");
        Path clip = Clip.of(folder, 5, 1);
        var passes = new Passes();

        assertThat(passes.read(clip)).isEqualTo(Files.size(clip)).isGreaterThan(500_000);
        assertThat(((Measurement) passes.measure(clip)).streams())
                .extracting(Stream::frames)
                .first()
                .isEqualTo(30L);
        assertThat(passes.measureAndHash(clip).sha256())
                .isEqualTo(HexFormat.of().formatHex(passes.hash(clip)));
        assertThat(passes.measureAndHash(clip).bytes()).isEqualTo(Files.size(clip));
        assertThat(PrintRatios.passes(5, clip, 0, 2).hundredths("measure", "read"))
                .isPositive();
    }

    @Test
    void takesTheMedianOfTheRatiosOfARound() {
        var timings = new Timings();
        long[][] rounds = {{150, 100}, {900, 600}, {5_000, 100}, {120, 100}, {160, 100}};
        for (long[] round : rounds) {
            timings.add("a", round[0]);
            timings.add("b", round[1]);
        }

        assertThat(timings.hundredths("a", "b")).isEqualTo(150);
        assertThat(timings.median("a")).isEqualTo(160);
    }
}
