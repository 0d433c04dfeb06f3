package tams.ingest.router;

import java.util.List;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Feed.Timeline.Origin;
import tams.ingest.contracts.Measurement.Kind;
import tams.ingest.contracts.Measurement.Part;
import tams.ingest.contracts.Measurement.Stream;
import tams.ingest.contracts.Rational;
import tams.ingest.fuzz.Script;

/** One feed whose settings and chunks a script chooses: mostly near an even course of time, now and then anywhere. */
final class FuzzedFeed {

    private static final List<Rational> FRAMES = List.of(
            Chunks.PAL,
            Rational.of(3_003),
            new Rational(15_015, 4),
            Rational.of(1),
            new Rational(1, 7),
            Rational.of(90_000));

    private final Script script;
    private final Feed feed;
    private long media;

    FuzzedFeed(Script script) {
        this.script = script;
        Origin origin = script.oneOf(List.of(Origin.values()));
        Feed.EssenceChoice essence = script.oneOf(List.of(Feed.EssenceChoice.values()));
        this.feed = Chunks.feed(origin, essence, script.flag());
    }

    boolean goesOn() {
        return !script.isOver();
    }

    ChunkArrived next(List<ChunkArrived> before) {
        int kind = script.next();
        if ((kind & 31) == 31 && !before.isEmpty()) {
            return before.get(script.below(before.size()));
        }
        int sequence = script.next();
        ChunkArrived chunk = Chunks.chunk(
                Chunks.file(sequence + "-" + (kind & 3) + ".ts", "bytes " + script.below(64)),
                (kind & 64) == 0 ? (long) sequence : null,
                Chunks.measurement(stream(kind)),
                (kind & 63) == 62 ? null : Chunks.settings(feed));
        return (kind & 128) == 0 ? chunk : Signs.beside(chunk, Signs.slices(sequence & 7, sequence >> 4 & 7));
    }

    private Stream stream(int kind) {
        Rational frame = script.oneOf(FRAMES);
        long frames = 1L + script.below(400);
        media = (kind & 4) == 0 ? media : place();
        long start = media;
        long max = start + frame.times(frames - 1).rounded();
        media = Math.addExact(max, frame.rounded());
        if ((kind & 24) == 24) {
            return parted(start, frames);
        }
        Kind essence = (kind & 8) == 0 ? Kind.VIDEO : Kind.AUDIO;
        return Chunks.stream(256, essence, essence == Kind.VIDEO ? "h264" : "aac", start, max, frames, frame);
    }

    private Stream parted(long start, long frames) {
        long other = place();
        return Chunks.parted(part(start, frames), part(other, 1L + script.below(100)));
    }

    private static Part part(long start, long frames) {
        return new Part(frames, 1L, start + (frames - 1) * 3_600, start, start + frames * 3_600);
    }

    /** Within the cycle of the media clock, or a little aside of where time stands. */
    private long place() {
        return script.flag() ? script.number(5) & (Span.CYCLE - 1) : Math.max(0, media + (short) script.number(2));
    }
}
