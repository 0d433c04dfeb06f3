package tams.ingest.mpegts;

/** How many timestamps all streams of one chunk may still keep. */
final class TimestampBudget {

    private int left = TimestampStore.TIMESTAMPS_MAX;

    boolean spend() {
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
