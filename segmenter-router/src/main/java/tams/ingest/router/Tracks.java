package tams.ingest.router;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tams.ingest.contracts.Measurement.Kind;
import tams.ingest.contracts.Measurement.Stream;

/**
 * Which PID plays which role in a feed: {@code video}, {@code audio}, {@code audio-2}, …
 *
 * <p>A role stays with its PID; where an encoder comes back with other PIDs, a new one takes the first role of its kind
 * that no PID of the chunk holds. Immutable.
 *
 * @param known in the order the roles were given out, each role once
 */
record Tracks(List<Track> known) {

    static final Tracks NONE = new Tracks(List.of());

    /** A PID and its role. */
    record Track(int pid, Kind kind, String role) {}

    Tracks {
        known = List.copyOf(known);
    }

    /** The same with a role for every stream. */
    Tracks with(List<Stream> streams) {
        Tracks tracks = this;
        for (Stream stream : streams) {
            if (tracks.find(stream).isEmpty()) {
                tracks = tracks.admit(stream, streams);
            }
        }
        return tracks;
    }

    /** The role of a stream that {@link #with} was told of. */
    String roleOf(Stream stream) {
        return find(stream).orElseThrow().role();
    }

    private Optional<Track> find(Stream stream) {
        return known.stream()
                .filter(track -> track.pid() == stream.pid() && track.kind() == stream.type())
                .findFirst();
    }

    private Tracks admit(Stream stream, List<Stream> present) {
        Set<Integer> pids = new HashSet<>();
        present.forEach(other -> pids.add(other.pid()));
        List<Track> next = new ArrayList<>(known);
        int count = 0;
        for (int i = 0; i < next.size(); i++) {
            Track track = next.get(i);
            if (track.kind() == stream.type()) {
                count++;
                if (!pids.contains(track.pid())) {
                    next.set(i, new Track(stream.pid(), stream.type(), track.role()));
                    return new Tracks(next);
                }
            }
        }
        String role = stream.type() + (count == 0 ? "" : "-" + (count + 1));
        next.add(new Track(stream.pid(), stream.type(), role));
        return new Tracks(next);
    }
}
