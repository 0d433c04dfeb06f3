package tams.ingest.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out deletions: small ones while the client waits, large ones afterwards, whatever restarts come between.
 *
 * <p>A Flow that is being deleted takes no more changes (403), so nothing is added behind the deletion's back.
 */
final class Deletions implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Deletions.class);

    /** Batches of {@link Deletion#AT_ONCE} done while the client waits, half a second or so; the rest comes after 202. */
    static final int BATCHES_ANSWERED = 2;

    private static final int RETRY_S = 30;
    private static final int STOP_TIMEOUT_S = 2;
    private static final int ACCEPTED = 202;

    private final Database database;
    private final Sweeper sweeper;
    private final Clock clock;
    private final ScheduledExecutorService worker = Threads.timer("local-tams-deletions", 1);

    Deletions(Database database, Sweeper sweeper, Clock clock) {
        this.database = database;
        this.sweeper = sweeper;
        this.clock = clock;
    }

    /** Goes on with what a stop or a kill left undone. */
    void start() {
        var unused = worker.scheduleWithFixedDelay(this::work, 0, RETRY_S, TimeUnit.SECONDS);
    }

    /**
     * Deletes and answers: 204 when all is gone, 202 with a deletion request when it will be.
     *
     * @throws Refusal when the Flow does not exist or may not be changed
     */
    void answer(Context context, SegmentTable.Selection selection, boolean deleteFlow) {
        Optional<DeletionRequest> rest = begin(selection, deleteFlow);
        sweeper.wake();
        if (rest.isEmpty()) {
            Answer.nothing(context);
            return;
        }
        wake();
        DeletionRequest request = rest.get();
        ObjectNode document = database.read(request::document);
        context.header("Location", Answer.base(context) + "/flow-delete-requests/" + request.id());
        Answer.json(context, ACCEPTED, document);
    }

    private Optional<DeletionRequest> begin(SegmentTable.Selection selection, boolean deleteFlow) {
        for (int batch = 0; batch < BATCHES_ANSWERED; batch++) {
            boolean done = database.write(sql -> {
                FlowTable.require(sql, selection.flowId()).writable();
                return step(sql, selection, deleteFlow);
            });
            if (done) {
                return Optional.empty();
            }
        }
        return Optional.of(database.write(sql -> {
            FlowTable.require(sql, selection.flowId()).writable();
            if (deleteFlow) {
                FlowTable.markDeleting(sql, selection.flowId());
            }
            String id = UUID.randomUUID().toString();
            return DeletionRequest.of(id, selection, deleteFlow, Api.now(clock)).save(sql);
        }));
    }

    /**
     * One batch.
     *
     * @return whether it was the last
     */
    private boolean step(Sql sql, SegmentTable.Selection selection, boolean deleteFlow) throws SQLException {
        Instant now = Api.now(clock);
        if (Deletion.some(sql, selection, now) == Deletion.AT_ONCE) {
            return false;
        }
        if (deleteFlow) {
            Flow flow = FlowTable.require(sql, selection.flowId());
            Events.flowDeleted(sql, flow, now);
            FlowTable.delete(sql, flow.id());
            SourceTable.deleteUnused(sql, flow.sourceId(), now);
        }
        return true;
    }

    private void wake() {
        try {
            worker.execute(this::work);
        } catch (RejectedExecutionException e) {
            LOGGER.atDebug().log("deletions go on at the next start");
        }
    }

    /** Carries out all that is open; what the database cannot do now is tried again later. */
    void work() {
        try {
            List<DeletionRequest> open = database.read(DeletionRequest::all).stream()
                    .filter(request -> request.status().isOpen())
                    .toList();
            open.forEach(this::finish);
            database.write(sql -> {
                DeletionRequest.forgetClosed(sql, Api.now(clock).minus(DeletionRequest.KEPT));
                return open.size();
            });
        } catch (RuntimeException e) {
            LOGGER.atWarn().setCause(e).log("deletions failed; the next look tries again");
        }
    }

    private void finish(DeletionRequest request) {
        boolean more = true;
        while (more && !worker.isShutdown()) {
            more = database.write(sql -> advance(sql, request));
        }
        sweeper.wake();
    }

    /** @return whether there is more to do */
    private boolean advance(Sql sql, DeletionRequest request) throws SQLException {
        Instant now = Api.now(clock);
        Optional<Flow> flow = FlowTable.find(sql, request.flowId());
        if (flow.isPresent() && flow.get().isReadOnly()) {
            ObjectNode why = Refusal.readOnly(request.flowId()).toJson(now);
            request.at(DeletionRequest.Status.ERROR, why, now).save(sql);
            return false;
        }
        boolean done = flow.isEmpty() || step(sql, request.selection(), request.deleteFlow());
        request.at(done ? DeletionRequest.Status.DONE : DeletionRequest.Status.STARTED, null, now)
                .save(sql);
        return !done;
    }

    @Override
    public void close() {
        Threads.stop(worker, STOP_TIMEOUT_S);
    }
}
