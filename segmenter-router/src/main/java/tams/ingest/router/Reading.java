package tams.ingest.router;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.Measurement.Kind;
import tams.ingest.contracts.Measurement.Stream;

/**
 * What a feed takes from a chunk's measurement.
 *
 * @param owner the kind of Flow that owns the segment
 * @param reference the stream whose range is the segment's: video where there is one, else the first audio
 * @param tracks video and audio of the same program whose range or length is known, the reference included, in PMT order
 */
record Reading(Owner owner, Stream reference, List<Stream> tracks) {

    /** Bounds the Flows that one chunk can call for; real muxes have fewer than ten tracks in a program. */
    static final int TRACKS_MAX = 16;

    Reading {
        tracks = List.copyOf(tracks);
    }

    /**
     * Reads a chunk; empty when it has no stream that fits.
     *
     * @param fixed the feed's owner, null when this chunk is to decide
     * @param program the only program to look at; null for the first that fits
     */
    static Optional<Reading> of(Measurement measurement, @Nullable Owner fixed, @Nullable Integer program) {
        return measurement.streams().stream()
                .map(Stream::program)
                .distinct()
                .filter(number -> program == null || program.equals(number))
                .flatMap(number -> ofProgram(measurement, fixed, number).stream())
                .findFirst();
    }

    private static Optional<Reading> ofProgram(Measurement measurement, @Nullable Owner fixed, int program) {
        List<Stream> tracks = measurement.streams().stream()
                .filter(stream -> stream.program() == program && isPlaceable(stream))
                .limit(TRACKS_MAX)
                .toList();
        if (tracks.isEmpty()) {
            return Optional.empty();
        }
        Owner owner = fixed != null ? fixed : Owner.of(count(tracks, Kind.VIDEO), count(tracks, Kind.AUDIO));
        return first(tracks, owner, Kind.VIDEO)
                .or(() -> first(tracks, owner, Kind.AUDIO))
                .map(reference -> new Reading(owner, reference, tracks));
    }

    private static boolean isPlaceable(Stream stream) {
        return stream.type() != Kind.DATA && (stream.hasRange() || stream.hasLengthOnly());
    }

    private static long count(List<Stream> tracks, Kind kind) {
        return tracks.stream().filter(stream -> stream.type() == kind).count();
    }

    private static Optional<Stream> first(List<Stream> tracks, Owner owner, Kind kind) {
        return tracks.stream()
                .filter(stream -> stream.type() == kind && owner.refersTo(kind))
                .findFirst();
    }

    /** Every stream a measurement found, for an error message. */
    static String listed(Measurement measurement) {
        if (measurement.streams().isEmpty()) {
            return "no stream at all";
        }
        return measurement.streams().stream()
                .limit(TRACKS_MAX)
                .map(stream -> "PID " + stream.pid() + " " + stream.type() + " " + stream.codec() + " (program "
                        + stream.program() + (stream.hasRange() ? ")" : ", range not known)"))
                .collect(Collectors.joining(", "));
    }
}
