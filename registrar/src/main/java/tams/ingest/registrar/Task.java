package tams.ingest.registrar;

import java.time.Duration;
import java.util.Optional;

/** Work on a lane that may have to wait in between. */
interface Task {

    /**
     * Goes on as far as it can without waiting.
     *
     * @return the pause before the next call; empty when the task is done
     */
    Optional<Duration> advance();
}
