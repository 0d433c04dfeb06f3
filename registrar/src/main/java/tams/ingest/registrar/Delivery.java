package tams.ingest.registrar;

/**
 * On which way a plan came.
 *
 * @param retries how often it waited on a retry topic
 * @param generation of the first object id that may be new to the store
 */
record Delivery(Via via, int retries, int generation) {

    /** The topic, by what it means for a plan that cannot go on. */
    enum Via {
        /** As planned: what cannot go on is handed over, so that the feed's next chunks may pass. */
        PLANNED,
        /** It was handed over before, alone. */
        RETRY,
        /** It was handed over with all of its Flow: it waits where it is, and the others behind it. */
        PARKED
    }

    static final Delivery PLANNED = new Delivery(Via.PLANNED, 0, 0);
}
