package tams.ingest.contracts;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a chunk says about itself; the shape that {@code probe --json} prints.
 *
 * @param packetSize 188, 192 or 204 bytes; 0 for a plain audio file
 * @param packets transport packets, null packets included
 * @param streams in the order of the program map
 * @param warnings one line each, for a person
 */
public record Measurement(
        int packetSize, long packets, List<Program> programs, List<Stream> streams, List<String> warnings) {

    public Measurement {
        programs = List.copyOf(programs);
        streams = List.copyOf(streams);
        warnings = List.copyOf(warnings);
    }

    /** One program of the transport stream. */
    public record Program(int number, int pmtPid, int pcrPid) {}

    /** What a stream carries. */
    public enum Kind {
        VIDEO,
        AUDIO,
        /** Also what a newer writer's kind is read as. */
        @JsonEnumDefaultValue
        DATA;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One elementary stream. Ticks are 90 kHz, unwrapped over the file: they may exceed 2^33.
     *
     * @param codec a name of the command's contract, e.g. {@code h264}; {@code unknown} otherwise
     * @param frames access units that begin in the chunk
     * @param framesWithoutPts those whose time no header carries and none could be worked out for
     * @param frameTicks a frame's duration; null when unknown
     * @param startTicks the first sample in presentation order; null when the range cannot be known
     * @param endTicks the end of the last sample in presentation order, exclusive; null with {@code startTicks}
     * @param interlaceMode in TAMS words: {@code progressive}, {@code interlaced_tff} or {@code interlaced_bff}; null when
     *     not said
     * @param constraints the byte of flags between profile and level; H.264 only, null when not said
     * @param parts the stretches between breaks of time inside the chunk, in the order of the file; empty where time does
     *     not break. Their frames add up to {@code frames}
     */
    public record Stream(
            int pid,
            int program,
            Kind type,
            String codec,
            @Nullable Integer profile,
            @Nullable Integer level,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable Rational frameRate,
            @Nullable Integer sampleRate,
            @Nullable Integer channels,
            long frames,
            long framesWithoutPts,
            @Nullable Long keyFrames,
            @Nullable Long minPts,
            @Nullable Long maxPts,
            @Nullable Rational frameTicks,
            @Nullable Long startTicks,
            @Nullable Long endTicks,
            @Nullable String interlaceMode,
            @Nullable Integer constraints,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Part> parts) {

        public Stream {
            parts = List.copyOf(requireNonNullElse(parts, List.of()));
            if ((startTicks == null) != (endTicks == null)) {
                throw new IllegalArgumentException("PID " + pid + " has one edge of its range only");
            }
        }

        /** Whether its place in time is known. */
        public boolean hasRange() {
            return startTicks != null;
        }

        /** Whether it says how long it lasts but not when: sound whose file carries no timestamp. */
        public boolean hasLengthOnly() {
            return startTicks == null && type == Kind.AUDIO && frameTicks != null && frames > 0;
        }
    }

    /**
     * A stretch of a stream in which time goes on without a break.
     *
     * @param frames access units that begin in it
     * @param keyFrames null where the essence has none
     * @param maxPts of the last sample in presentation order
     * @param startTicks the first sample in presentation order
     * @param endTicks the end of the last one, exclusive
     */
    public record Part(long frames, @Nullable Long keyFrames, long maxPts, long startTicks, long endTicks) {}

    /** The first stream of a kind whose range is known; in {@code program} only, unless that is null. */
    public Optional<Stream> first(Kind type, @Nullable Integer program) {
        return streams.stream()
                .filter(stream -> stream.type() == type && stream.hasRange())
                .filter(stream -> program == null || stream.program() == program)
                .findFirst();
    }
}
