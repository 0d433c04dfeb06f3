package tams.ingest.registrar;

import java.util.Random;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.SegmentPlanned;

/** A registrar built otherwise: what a simulation must tell from the real one. Each method gives back what it is given. */
interface Variation {

    /** The registrar as it is. */
    Variation NONE = new Variation() {};

    default TamsStore store(TamsStore store) {
        return store;
    }

    default Actions actions(Actions actions) {
        return actions;
    }

    /** Asked whenever a plan is taken up. */
    default SegmentPlanned plan(SegmentPlanned plan, Random random) {
        return plan;
    }

    /** Whether records of aborted transactions are delivered. */
    default boolean readsUncommitted() {
        return false;
    }

    default boolean readsBack(boolean chosen) {
        return chosen;
    }
}
