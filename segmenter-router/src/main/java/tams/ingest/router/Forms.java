package tams.ingest.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import tams.ingest.contracts.Ids;

/**
 * The encodings that a feed's Sources have had.
 *
 * <p>What differs in a way that no Flow allows gets a Flow of its own, with the same Source and on the same timeline; a
 * feed that returns to an earlier form gets that form's Flow again. Immutable.
 *
 * @param known the one used last comes last
 */
record Forms(List<Encoding> known) {

    static final Forms NONE = new Forms(List.of());

    /**
     * Bounds the state to some 16 KiB. Beyond it the encoding that was not used for longest is forgotten, never a first
     * one; if it comes back its id follows from what it is, as it did before.
     */
    static final int KNOWN_MAX = 64;

    Forms {
        known = List.copyOf(known);
    }

    /** An encoding, and all of them once it is used. */
    record Picked(Encoding encoding, Forms forms) {}

    /**
     * Finds the encoding for a chunk's tracks, or makes one.
     *
     * @param base the Flow for the first form that these tracks ever have
     * @param tracks by role
     */
    Picked pick(UUID base, Map<String, Form> tracks) {
        Encoding last = null;
        for (int i = known.size() - 1; i >= 0; i--) {
            Encoding each = known.get(i);
            if (each.base().equals(base)) {
                if (each.admits(tracks)) {
                    Encoding used = each.with(tracks);
                    return last == null && used.equals(each) ? new Picked(each, this) : use(used);
                }
                last = last == null ? each : last;
            }
        }
        if (last == null) {
            return use(new Encoding(base, base, tracks));
        }
        // A track that this chunk happens to lack is still what it was.
        Map<String, Form> all = new TreeMap<>(last.tracks());
        all.putAll(tracks);
        return use(new Encoding(base, Ids.form(base, Encoding.text(all)), all));
    }

    private Picked use(Encoding used) {
        List<Encoding> next = new ArrayList<>(known);
        next.removeIf(each -> each.flow().equals(used.flow()));
        next.add(used);
        if (next.size() > KNOWN_MAX) {
            next.remove(next.stream()
                    .filter(each -> !each.flow().equals(each.base()))
                    .findFirst()
                    .orElse(next.get(0)));
        }
        return new Picked(used, new Forms(next));
    }

    Optional<Encoding> of(UUID flow) {
        return known.stream().filter(each -> each.flow().equals(flow)).findFirst();
    }

    /** The Flows that share a timeline with {@code flow}, itself included. */
    List<UUID> sharing(UUID flow) {
        UUID base = baseOf(flow);
        List<UUID> flows = new ArrayList<>(List.of(flow));
        known.stream()
                .filter(each -> each.base().equals(base) && !each.flow().equals(flow))
                .forEach(each -> flows.add(each.flow()));
        return flows;
    }

    /** The Flow of the first encoding of that Flow's Source. */
    UUID baseOf(UUID flow) {
        return of(flow).map(Encoding::base).orElse(flow);
    }
}
