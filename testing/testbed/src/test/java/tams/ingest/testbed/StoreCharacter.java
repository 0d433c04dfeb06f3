package tams.ingest.testbed;

import java.time.Duration;
import java.util.Random;

/**
 * How a {@link NastyStore} differs from others, within what clients meet in the field.
 *
 * @param demandsBytes a segment needs an object whose bytes have arrived; otherwise the store does not look
 * @param keepsIds the id of an object that was collected stays taken
 * @param checksApart the check for an overlap and the writing of a segment are two steps; then, as in AWS's store, a
 *     segment replaces one of the same end
 * @param refusesByList a single segment that is refused comes as 200 with a list, not as 400
 * @param listsAfter how long a new segment is not listed
 */
public record StoreCharacter(
        boolean demandsBytes, boolean keepsIds, boolean checksApart, boolean refusesByList, Duration listsAfter) {

    /** As the specification has it. */
    public static final StoreCharacter STRICT = new StoreCharacter(true, true, false, true, Duration.ZERO);

    private static final int LAG_MAX_MS = 2_000;

    public static StoreCharacter any(Random random) {
        boolean lags = random.nextInt(3) == 0;
        return new StoreCharacter(
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                lags ? Duration.ofMillis(random.nextInt(LAG_MAX_MS)) : Duration.ZERO);
    }
}
