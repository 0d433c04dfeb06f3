package tams.ingest.router;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Timestamp;

/**
 * The epochs of a feed that chunks may still belong to. Immutable.
 *
 * @param known by PTS, oldest first; empty until the first such chunk is placed
 * @param counted the current epoch where chunks are placed by their lengths; null where the last of {@code known} is
 */
record Epochs(List<Epoch> known, @Nullable Counted counted) {

    static final Epochs NONE = new Epochs(List.of(), null);

    /** A chunk that is overtaken by more restarts than this is placed in the current epoch. */
    static final int KNOWN_MAX = 4;

    Epochs {
        known = List.copyOf(known);
    }

    /** The latest epoch by PTS. */
    Optional<Epoch> current() {
        return known.isEmpty() ? Optional.empty() : Optional.of(known.get(known.size() - 1));
    }

    /** Those before the latest one, youngest first. */
    List<Epoch> earlier() {
        List<Epoch> earlier = new ArrayList<>(known.subList(0, Math.max(0, known.size() - 1)));
        Collections.reverse(earlier);
        return earlier;
    }

    /** Where the current epoch ends so far; empty before the first. */
    Optional<Timestamp> end() {
        return counted == null ? current().map(Epoch::end) : Optional.of(Timestamp.ofTicks(counted.head()));
    }

    /** The number of the next epoch. */
    int next() {
        return current().map(epoch -> epoch.number() + 1).orElse(0);
    }

    /** The same with an epoch's new state, or with a new epoch, which becomes the current one. */
    Epochs with(Epoch epoch) {
        List<Epoch> next = new ArrayList<>(known);
        for (int i = 0; i < next.size(); i++) {
            if (next.get(i).number() == epoch.number()) {
                next.set(i, epoch);
                return new Epochs(next, counted);
            }
        }
        next.add(epoch);
        return new Epochs(next.subList(Math.max(0, next.size() - KNOWN_MAX), next.size()), null);
    }

    /** The same where lengths count from now on. */
    Epochs with(Counted current) {
        return new Epochs(known, current);
    }
}
