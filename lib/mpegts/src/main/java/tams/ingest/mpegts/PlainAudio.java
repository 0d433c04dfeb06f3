package tams.ingest.mpegts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chunk that is no transport stream but one sound in plain frames, with or without a timestamp in an ID3 tag before them.
 *
 * <p>The one stream has PID 0 and program 0. Without a timestamp it has frames and their exact length, no range.
 */
final class PlainAudio {

    private final PlainFrames frames = new PlainFrames();

    void push(byte[] bytes, int from, int length) {
        frames.push(bytes, from, from + length);
    }

    /** The result after the last bytes; null if this is no plain sound. */
    @Nullable Measured finish() {
        frames.finish();
        var header = frames.first();
        if (header == null || frames.samples() == 0) {
            return null;
        }
        var changed = frames.changedTo();
        if (changed != null) {
            return new Unmeasurable(
                    Reason.NO_DURATION,
                    "the sound changes at byte " + frames.changedAt() + " from " + named(header) + " to "
                            + named(changed) + ": a plain audio file holds one kind of sound");
        }
        var warnings = new Warnings();
        report(warnings);
        return new Measurement(0, 0, List.of(), List.of(stream(header)), warnings.lines());
    }

    private static String named(AudioHeader header) {
        return header.codec().code() + " of " + header.sampleRate() + " Hz";
    }

    private Stream stream(AudioHeader header) {
        long base = frames.timestamp();
        boolean timed = base != Ticks.NONE;
        long rate = header.sampleRate();
        Long last = timed ? Long.valueOf(base + at(frames.samples() - frames.lastSamples(), rate)) : null;
        Long start = timed ? Long.valueOf(base) : null;
        return new Stream(
                0,
                0,
                Kind.AUDIO,
                header.codec().code(),
                null,
                null,
                null,
                header.sampleRate(),
                header.channels(),
                header.profile(),
                null,
                frames.frames(),
                timed ? 0 : frames.frames(),
                0,
                start,
                last,
                // All frames of a file are of one length, save where an encoder varies it: then this is their mean.
                new Fraction(frames.samples() * Ticks.PER_SECOND, rate * frames.frames()),
                start,
                timed ? Long.valueOf(base + at(frames.samples(), rate)) : null,
                null,
                null,
                List.of());
    }

    private static long at(long samples, long rate) {
        return Fraction.rounded(samples * Ticks.PER_SECOND, rate);
    }

    private void report(Warnings warnings) {
        if (frames.timestamp() == Ticks.NONE) {
            warnings.add(
                    "no_timestamp",
                    "no ID3 tag says when the sound starts (com.apple.streaming.transportStreamTimestamp);"
                            + " its place comes from its number and its length");
        }
        if (frames.passedOver() > 0) {
            warnings.add(
                    "audio_damaged",
                    frames.passedOver() + " bytes, first at byte " + frames.passedOverAt()
                            + ", are no frames and were passed over");
        }
        if (frames.missing() > 0) {
            warnings.add("tail_incomplete", "the last frame lacks " + frames.missing() + " of its bytes");
        }
    }
}
