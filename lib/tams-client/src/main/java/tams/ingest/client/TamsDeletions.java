package tams.ingest.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Deletions that the store goes on with after its answer. Stores forget them some time after they are over. */
public interface TamsDeletions {

    /** The deletions that the store knows of, from all pages; not a reliable record of what was deleted. */
    List<DeleteRequest> list();

    /** How far a deletion is; empty when the store does not know it, or not any more. */
    Optional<DeleteRequest> find(UUID id);

    /**
     * Asks again and again until the deletion is over, at growing intervals of a quarter of a second to 5 s.
     *
     * @param patience how long to wait in all between the calls; then the deletion is left to the store
     * @return how it stood when last asked: check {@link DeleteRequest#isOver} and {@link DeleteRequest#isFailed}
     * @throws StoreException {@link Failure#UNKNOWN_OUTCOME} when the store has forgotten the deletion; what the calls throw
     */
    DeleteRequest follow(DeleteRequest request, Duration patience);
}
