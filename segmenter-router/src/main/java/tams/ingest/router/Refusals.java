package tams.ingest.router;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.ChunkRefused.Verdict;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedSettings;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.TimeRange;

/** The reasons for which a chunk does not become a segment, in words that an operator can act on. */
final class Refusals {

    private Refusals() {}

    static ChunkRefused unmapped(ChunkArrived chunk) {
        String reason = "no feed claims the folder '" + chunk.feed()
                + "': add a feed with that folder to the feed table" + " and run 'feeds apply'; the chunk waits";
        return refusal(chunk, Verdict.UNMAPPED, "UNMAPPED", reason, null, null);
    }

    static ChunkRefused faulty(ChunkArrived chunk, ChunkArrived.Fault fault) {
        return refusal(chunk, Verdict.POISON, fault.kind(), fault.reason(), null, null);
    }

    static ChunkRefused duplicate(ChunkArrived chunk, UUID first) {
        String reason = "the feed has these bytes already, from arrival " + first
                + "; set 'loop: true' if they are to be repeated on the timeline";
        return refusal(chunk, Verdict.DUPLICATE, "SAME_BYTES", reason, first, null);
    }

    static ChunkRefused noEssence(ChunkArrived chunk, Measurement measurement, @Nullable Owner owner) {
        Feed feed = settingsOf(chunk).feed();
        String wanted = owner == Owner.VIDEO ? "video" : owner == Owner.AUDIO ? "audio" : "video or audio";
        String where = feed.program() == null ? "" : " in program " + feed.program();
        String warning = measurement.warnings().isEmpty()
                ? ""
                : " (" + measurement.warnings().get(0) + ")";
        String reason = "no " + wanted + " with a known time range" + where + ", found: " + Reading.listed(measurement)
                + warning + "; check the feed's 'program' and 'essence', and what the encoder writes";
        return refusal(chunk, Verdict.POISON, "NO_ESSENCE", reason, null, null);
    }

    static ChunkRefused brokenInside(ChunkArrived chunk, Stretch stretch) {
        String reason = "its times span " + stretch.span().length() / 90_000 + " s but its " + stretch.frames()
                + " frames last much less: time breaks inside the chunk; cut the chunk at the break";
        return refusal(chunk, Verdict.POISON, "BREAK_INSIDE", reason, null, null);
    }

    static ChunkRefused ambiguous(ChunkArrived chunk, int stretches) {
        String reason = "time breaks inside it and its " + stretches + " stretches use the same PTS twice, so that no"
                + " segment could say which samples are meant; cut the chunk at the break";
        return refusal(chunk, Verdict.POISON, "BREAK_INSIDE", reason, null, null);
    }

    /** For what no measurement of ours should lead to: it must not be repeated for ever, and it must be seen. */
    static ChunkRefused unplaceable(ChunkArrived chunk, RuntimeException cause) {
        String reason = "no place in time can be worked out from its measurement (" + cause.getMessage()
                + "); please report it with the output of 'probe --json'";
        return refusal(chunk, Verdict.POISON, "NOT_PLACEABLE", reason, null, null);
    }

    static ChunkRefused conflict(ChunkArrived chunk, TimeRange wanted, TimeRange common, @Nullable UUID other) {
        String holder = other == null ? "an earlier chunk" : "arrival " + other;
        String reason = "its time " + wanted + " is taken from " + common + " by " + holder
                + " with other bytes; the first wins. If both are wanted, give the other encoder a feed of its own";
        return refusal(chunk, Verdict.CONFLICT, "OVERLAP", reason, other, wanted);
    }

    private static ChunkRefused refusal(
            ChunkArrived chunk,
            Verdict verdict,
            String cause,
            String reason,
            @Nullable UUID other,
            @Nullable TimeRange timerange) {
        FeedSettings settings = chunk.settings();
        return new ChunkRefused(
                chunk.feed(),
                chunk.arrival(),
                chunk.file(),
                verdict,
                cause,
                reason,
                other,
                timerange,
                settings == null ? Feed.After.KEEP : settings.feed().after(),
                chunk.at());
    }

    private static FeedSettings settingsOf(ChunkArrived chunk) {
        FeedSettings settings = chunk.settings();
        if (settings == null) {
            throw new IllegalArgumentException(
                    "no feed claims the folder of " + chunk.file().path());
        }
        return settings;
    }
}
