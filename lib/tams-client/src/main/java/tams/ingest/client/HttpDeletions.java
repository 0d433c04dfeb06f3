package tams.ingest.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Delete requests over HTTP. */
final class HttpDeletions implements TamsDeletions {

    private static final Duration PAUSE_MIN = Duration.ofMillis(250);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

    private final Address requests;
    private final MetadataCalls calls;
    private final Pages pages;
    private final Pause pause;

    HttpDeletions(Address root, MetadataCalls calls, Pages pages, Pause pause) {
        requests = root.at("flow-delete-requests");
        this.calls = calls;
        this.pages = pages;
        this.pause = pause;
    }

    /** Lets time pass. */
    interface Pause {
        void of(Duration length) throws InterruptedException;
    }

    @Override
    public List<DeleteRequest> list() {
        return pages.all("delete requests", requests, DeleteRequest.class);
    }

    @Override
    public Optional<DeleteRequest> find(UUID id) {
        return calls.find("delete request", requests.at(id), DeleteRequest.class);
    }

    @Override
    public DeleteRequest follow(DeleteRequest request, Duration patience) {
        DeleteRequest last = request;
        Duration waited = Duration.ZERO;
        Duration next = PAUSE_MIN;
        while (!last.isOver() && waited.compareTo(patience) < 0) {
            Duration step = shorter(next, patience.minus(waited));
            pause(request, step);
            waited = waited.plus(step);
            next = shorter(next.multipliedBy(2), PAUSE_MAX);
            last = find(request.id()).orElseThrow(() -> forgotten(request));
        }
        return last;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void pause(DeleteRequest request, Duration length) {
        try {
            pause.of(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StoreErrors.unanswered(call(request), e);
        }
    }

    private StoreException forgotten(DeleteRequest request) {
        return StoreErrors.declined(
                call(request),
                Failure.UNKNOWN_OUTCOME,
                404,
                "the store has forgotten the deletion, which it may have finished: look whether Flow "
                        + request.flowId() + " still has what was to go");
    }

    private Call call(DeleteRequest request) {
        return MetadataCalls.call("delete request", Effect.READ, "GET", requests.at(request.id()));
    }
}
