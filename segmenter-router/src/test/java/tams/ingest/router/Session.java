package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.router.Chunks.chunk;
import static tams.ingest.router.Chunks.file;
import static tams.ingest.router.Chunks.measurement;
import static tams.ingest.router.Chunks.video;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.GapEvent.DiscontinuityDetected;
import tams.ingest.contracts.TimeRange;

/** A feed of 2 s chunks of 25 fps; {@code second} is a chunk's own PTS in seconds. */
final class Session {

    final TimelineRun run = new TimelineRun();

    static ChunkArrived at(String name, @Nullable Long sequence, long second) {
        return chunk(file(name + ".ts", name), sequence, measurement(video(256, second * 90_000, 50, Chunks.PAL)));
    }

    void play(String session, long firstSequence, long firstSecond, int count) {
        for (int i = 0; i < count; i++) {
            run.plan(at(session + i, firstSequence + i, firstSecond + 2L * i));
        }
    }

    List<String> breaks() {
        return run.gaps.stream()
                .filter(gap -> gap instanceof DiscontinuityDetected)
                .map(gap -> ((DiscontinuityDetected) gap).cause() + " " + gap.timerange())
                .toList();
    }

    void isUnbroken(int chunks) {
        List<TimeRange> ranges = run.ranges();
        assertThat(ranges).hasSize(chunks);
        for (int i = 1; i < chunks; i++) {
            assertThat(ranges.get(i).start()).isEqualTo(ranges.get(i - 1).end());
        }
        assertThat(run.openGaps()).isEmpty();
    }
}
