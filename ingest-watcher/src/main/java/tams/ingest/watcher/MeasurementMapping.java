package tams.ingest.watcher;

import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.Rational;
import tams.ingest.mpegts.Fraction;
import tams.ingest.mpegts.Kind;
import tams.ingest.mpegts.Measured;
import tams.ingest.mpegts.Part;
import tams.ingest.mpegts.Stream;
import tams.ingest.mpegts.Unmeasurable;

/** The parser's result in the words of the events; the only place that knows both. */
final class MeasurementMapping {

    /** Most streams that an event describes: 256 take about 80 KB, a broker refuses 1 MB. Real multiplexes have below 100. */
    static final int STREAMS_MAX = 256;

    private MeasurementMapping() {}

    /** A measurement or the fault that takes its place. */
    record Result(@Nullable Measurement measurement, ChunkArrived.@Nullable Fault fault) {}

    static Result of(Measured measured) {
        if (measured instanceof Unmeasurable unmeasurable) {
            return fault(unmeasurable.reason().name(), unmeasurable.message());
        }
        var found = (tams.ingest.mpegts.Measurement) measured;
        if (found.streams().size() > STREAMS_MAX) {
            return fault(
                    "TOO_MANY_STREAMS",
                    "the file has " + found.streams().size() + " streams; at most " + STREAMS_MAX + " are handled");
        }
        return new Result(
                new Measurement(
                        found.packetSize(),
                        found.packets(),
                        found.programs().stream()
                                .map(program ->
                                        new Measurement.Program(program.number(), program.pmtPid(), program.pcrPid()))
                                .toList(),
                        found.streams().stream().map(MeasurementMapping::stream).toList(),
                        found.warnings()),
                null);
    }

    static Result fault(String kind, String reason) {
        return new Result(null, new ChunkArrived.Fault(kind, reason));
    }

    private static Measurement.Stream stream(Stream stream) {
        return new Measurement.Stream(
                stream.pid(),
                stream.program(),
                kind(stream.kind()),
                stream.codec(),
                stream.profile(),
                stream.level(),
                stream.width(),
                stream.height(),
                rational(stream.frameRate()),
                stream.sampleRate(),
                stream.channels(),
                stream.frames(),
                stream.framesWithoutPts(),
                stream.kind() == Kind.VIDEO ? stream.keyFrames() : null,
                stream.minPts(),
                stream.maxPts(),
                rational(stream.frameTicks()),
                stream.startTicks(),
                stream.endTicks(),
                stream.interlaceMode(),
                stream.constraints(),
                stream.parts().stream().map(MeasurementMapping::part).toList());
    }

    private static Measurement.Part part(Part part) {
        return new Measurement.Part(part.frames(), part.keyFrames(), part.maxPts(), part.startTicks(), part.endTicks());
    }

    private static Measurement.Kind kind(Kind kind) {
        return switch (kind) {
            case VIDEO -> Measurement.Kind.VIDEO;
            case AUDIO -> Measurement.Kind.AUDIO;
            case DATA -> Measurement.Kind.DATA;
        };
    }

    private static @Nullable Rational rational(@Nullable Fraction fraction) {
        return fraction == null ? null : new Rational(fraction.numerator(), fraction.denominator());
    }
}
