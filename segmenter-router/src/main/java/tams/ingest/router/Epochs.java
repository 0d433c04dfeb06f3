package tams.ingest.router;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The epochs of a feed that chunks may still belong to. Immutable.
 *
 * @param known oldest first, the current one last; empty until the first chunk is placed
 */
record Epochs(List<Epoch> known) {

    static final Epochs NONE = new Epochs(List.of());

    /** A chunk that is overtaken by more restarts than this is placed in the current epoch. */
    static final int KNOWN_MAX = 4;

    @JsonCreator
    Epochs {
        known = List.copyOf(known);
    }

    @JsonValue
    @Override
    public List<Epoch> known() {
        return known;
    }

    Optional<Epoch> current() {
        return known.isEmpty() ? Optional.empty() : Optional.of(known.get(known.size() - 1));
    }

    /** Those before the current one, youngest first. */
    List<Epoch> earlier() {
        List<Epoch> earlier = new ArrayList<>(known.subList(0, Math.max(0, known.size() - 1)));
        Collections.reverse(earlier);
        return earlier;
    }

    /** The same with an epoch's new state, or with a new epoch. */
    Epochs with(Epoch epoch) {
        List<Epoch> next = new ArrayList<>(known);
        for (int i = 0; i < next.size(); i++) {
            if (next.get(i).number() == epoch.number()) {
                next.set(i, epoch);
                return new Epochs(next);
            }
        }
        next.add(epoch);
        return new Epochs(next.subList(Math.max(0, next.size() - KNOWN_MAX), next.size()));
    }
}
