package tams.ingest.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A Flow and what its tracks are: one of possibly several encodings of a Source.
 *
 * @param base the Flow of the Source's first encoding, from which the ids of later ones follow
 * @param flow that Flow itself for the first encoding
 * @param tracks by role: one, or those of a mux seen so far
 */
record Encoding(UUID base, UUID flow, Map<String, Form> tracks) {

    Encoding {
        tracks = Map.copyOf(tracks);
    }

    /** Whether a chunk with these tracks can be part of it. Tracks that only one of them has make no difference. */
    boolean admits(Map<String, Form> others) {
        return tracks.equals(others)
                || tracks.entrySet().stream()
                        .allMatch(track ->
                                track.getValue().admits(others.getOrDefault(track.getKey(), track.getValue())));
    }

    /** The same with what only the chunk knows; itself where that is nothing. */
    Encoding with(Map<String, Form> others) {
        Map<String, Form> all = new TreeMap<>(tracks);
        others.forEach((role, form) -> all.merge(role, form, Form::with));
        return all.equals(tracks) ? this : new Encoding(base, flow, all);
    }

    /** What is another in the later encoding, for a person. */
    String changesTo(Encoding later) {
        List<String> changes = new ArrayList<>();
        new TreeMap<>(tracks).forEach((role, form) -> {
            List<String> ofTrack = form.changesTo(later.tracks.getOrDefault(role, form));
            if (!ofTrack.isEmpty()) {
                changes.add(role + ": " + String.join(", ", ofTrack));
            }
        });
        return String.join("; ", changes);
    }

    /** All tracks on one line: part of a Flow's id, so it never changes. */
    static String text(Map<String, Form> tracks) {
        List<String> texts = new ArrayList<>();
        new TreeMap<>(tracks).forEach((role, form) -> texts.add(role + " " + form.text()));
        return String.join(", ", texts);
    }
}
