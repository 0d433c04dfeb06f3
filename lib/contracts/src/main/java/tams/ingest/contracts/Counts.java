package tams.ingest.contracts;

import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Outcome.State;

/** How many of a feed's arrivals are in each state. */
public record Counts(
        long registered, long duplicate, long conflict, long poison, long sourceLost, long pending, long parked) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

    /**
     * The counts after one arrival changed its state.
     *
     * @param from null for an arrival that is new
     * @param to null for one that no longer counts
     */
    public Counts moved(@Nullable State from, @Nullable State to) {
        return new Counts(
                registered + step(State.REGISTERED, from, to),
                duplicate + step(State.DUPLICATE, from, to),
                conflict + step(State.CONFLICT, from, to),
                poison + step(State.POISON, from, to),
                sourceLost + step(State.SOURCE_LOST, from, to),
                pending + step(State.PENDING, from, to),
                parked + step(State.PARKED, from, to));
    }

    private static long step(State state, @Nullable State from, @Nullable State to) {
        return (state == to ? 1L : 0L) - (state == from ? 1L : 0L);
    }

    /** Every arrival ever counted. */
    public long seen() {
        return registered + duplicate + conflict + poison + sourceLost + pending + parked;
    }
}
