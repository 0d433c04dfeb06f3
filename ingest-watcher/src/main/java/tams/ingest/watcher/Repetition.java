package tams.ingest.watcher;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Outcome;

/** When an announced chunk that is still in its folder is announced again. Nothing that stays open is ever forgotten. */
final class Repetition {

    /** A ledger line takes milliseconds; after this long the event or its trace may have been lost. */
    static final Duration UNANSWERED = Duration.ofSeconds(30);

    /** Whoever has a line is being worked on or waits for a person; asking more often only adds load. */
    static final Duration ANSWERED = Duration.ofMinutes(10);

    private Repetition() {}

    /**
     * How long after the last announcement the next is due; null for never.
     *
     * @param state the ledger's; null without a line
     * @param isMapped whether a feed claimed the folder at the last announcement
     * @param times how often it was announced, from 1
     */
    static @Nullable Duration after(Outcome.@Nullable State state, boolean isMapped, int times) {
        if (state == null) {
            return Backoff.delay(UNANSWERED, ANSWERED, times);
        }
        return switch (state) {
            case PENDING -> ANSWERED;
            // An unmapped folder's files wait for the feed table; its change announces them, not time.
            case PARKED -> isMapped ? ANSWERED : null;
            case REGISTERED, DUPLICATE, CONFLICT, POISON, SOURCE_LOST -> null;
        };
    }
}
