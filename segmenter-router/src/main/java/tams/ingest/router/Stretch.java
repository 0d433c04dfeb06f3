package tams.ingest.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Measurement.Part;
import tams.ingest.contracts.Measurement.Stream;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.Timestamp;

/**
 * A part of a chunk in which time does not break, by its reference essence; nearly every chunk is one.
 *
 * @param span where the file counts it; from 0 where no header carries a time
 * @param frames access units that begin in it
 * @param keyFrames null where the essence has none
 * @param timed whether the file says when it begins; else only how long it lasts
 */
record Stretch(Span span, long frames, @Nullable Long keyFrames, boolean timed) {

    /** The stretches of a stream that has a range, or a length only, in the order of the file. */
    static List<Stretch> of(Stream stream) {
        if (stream.hasLengthOnly()) {
            return List.of(new Stretch(Span.counted(stream), stream.frames(), stream.keyFrames(), false));
        }
        if (stream.parts().isEmpty()) {
            return List.of(new Stretch(Span.of(stream), stream.frames(), stream.keyFrames(), true));
        }
        List<Stretch> stretches = new ArrayList<>();
        for (Part part : stream.parts()) {
            Span span = new Span(stream.type(), part.startTicks(), part.maxPts(), part.endTicks(), stream.frameTicks());
            stretches.add(new Stretch(span, part.frames(), part.keyFrames(), true));
        }
        return List.copyOf(stretches);
    }

    /** Its first sample, on the file's own timeline. */
    Timestamp media() {
        return Timestamp.ofTicks(span.start());
    }

    /** How long it lasts: the exact sum of its frames where that is what its times say, too. */
    Rational length() {
        Rational frame = span.frame();
        Rational measured = Rational.of(span.length());
        if (frame == null) {
            return measured;
        }
        Rational counted = frame.times(frames);
        Rational miss = counted.compareTo(measured) < 0 ? measured.minus(counted) : counted.minus(measured);
        return miss.compareTo(span.halfFrame()) < 0 ? counted : measured;
    }

    /** How much longer its times are than its frames last, in ticks; 0 where a frame's duration is not known. */
    long excess() {
        Rational frame = span.frame();
        return frame == null ? 0 : span.length() - frame.times(frames).rounded();
    }

    /** Two of these that share media time, so that a player could not tell whose sample is meant. */
    static Optional<Stretch> ambiguous(List<Stretch> stretches) {
        for (int i = 0; i < stretches.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (stretches.get(i).shares(stretches.get(j))) {
                    return Optional.of(stretches.get(i));
                }
            }
        }
        return Optional.empty();
    }

    private boolean shares(Stretch other) {
        long common = Math.min(span.end(), other.span.end()) - Math.max(span.start(), other.span.start());
        return Rational.of(common).compareTo(span.halfFrame()) > 0;
    }
}
