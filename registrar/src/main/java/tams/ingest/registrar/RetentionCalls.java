package tams.ingest.registrar;

import java.util.Optional;
import java.util.UUID;
import tams.ingest.client.DeleteRequest;
import tams.ingest.client.Deletion;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.TimeRange;

/** What retention asks of a store. Blocking; {@link tams.ingest.client.StoreException} for whatever does not succeed. */
interface RetentionCalls {

    /** Deletes the segments that lie completely in {@code behind}. Repeating is safe. */
    Deletion delete(UUID flow, TimeRange behind);

    /** How far a deletion is; empty when the store has forgotten it. */
    Optional<DeleteRequest> find(UUID request);

    static RetentionCalls to(TamsApi store) {
        return new RetentionCalls() {
            @Override
            public Deletion delete(UUID flow, TimeRange behind) {
                return store.segments().delete(flow, behind);
            }

            @Override
            public Optional<DeleteRequest> find(UUID request) {
                return store.deletions().find(request);
            }
        };
    }
}
