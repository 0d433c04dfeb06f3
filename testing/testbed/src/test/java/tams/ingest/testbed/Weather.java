package tams.ingest.testbed;

import java.time.Duration;

/** What goes on around a {@link NastyStore}: time, other clients, and what goes wrong. */
public interface Weather {

    /** Nothing goes wrong, and no time passes. */
    Weather FAIR = new Weather() {
        @Override
        public Mishap at(StoreCall call) {
            return Mishap.NONE;
        }

        @Override
        public void others() {
            // There are none.
        }

        @Override
        public void later(Duration after, Runnable work) {
            throw new UnsupportedOperationException("nothing goes wrong");
        }

        @Override
        public void drag() {
            throw new UnsupportedOperationException("nothing goes wrong");
        }

        @Override
        public long nanos() {
            return 0;
        }
    };

    /** A call reaches for the store; time may pass. */
    Mishap at(StoreCall call);

    /** A moment at which others may act, within a call. */
    void others();

    /** Has something done when some time has passed. */
    void later(Duration after, Runnable work);

    /** Time passes, as long as a big file takes on a slow line. */
    void drag();

    /** The monotonic clock. */
    long nanos();
}
