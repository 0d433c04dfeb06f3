package tams.ingest.router;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.Outcome;

/** What changes a feed's status: a line of the ledger, its removal, or an event about its gaps. */
sealed interface StatusInput {

    /**
     * A line of the ledger, by feed rather than by arrival.
     *
     * @param outcome null where the line was removed
     */
    record Ledger(String feed, UUID arrival, @Nullable Outcome outcome) implements StatusInput {

        /** @param key {@code feed/arrival}, see {@link Outcome#key()}; feeds have no slash, nor have folders */
        static Ledger of(String key, @Nullable Outcome outcome) {
            int slash = key.lastIndexOf('/');
            if (slash < 1) {
                throw new IllegalArgumentException("a ledger key is feed/arrival: '" + key + "'");
            }
            return new Ledger(key.substring(0, slash), UUID.fromString(key.substring(slash + 1)), outcome);
        }
    }

    /** An event about gaps. */
    record Gap(GapEvent event) implements StatusInput {}
}
