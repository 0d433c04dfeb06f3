package tams.ingest.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells webhooks what happened: each in the order of events, one at a time, again when it does not take one.
 *
 * <p>An event may be told twice (after a kill, or when an answer is lost), and is not lost while its webhook works. One
 * that takes nothing for {@link #ATTEMPTS_MAX} attempts in a row, about two minutes, goes into {@code error} with what
 * it has missed thrown away; so does one that falls {@link #EVENTS_MAX} events behind.
 */
final class Deliveries implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Deliveries.class);

    static final int ATTEMPTS_MAX = 8;

    /** About 100 MB at worst, and an hour at three changes a second. */
    static final int EVENTS_MAX = 10_000;

    /** Doubled with each attempt: 1, 2, 4 … 64 s. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private static final int LOOK_S = 5;

    /** Webhooks told at once, so that a slow one does not keep all others waiting. */
    private static final int THREADS = 4;

    private static final int STOP_TIMEOUT_S = 2;

    private final Database database;
    private final ObjectStore objects;
    private final WebhookPost post = new WebhookPost();
    private final Clock clock;
    private final Duration firstWait;
    private final ScheduledExecutorService worker = Threads.timer("local-tams-webhooks", THREADS);

    /** The webhooks that are being told, or wait to be told again, and how often they failed in a row. */
    private final Map<String, Integer> busy = new ConcurrentHashMap<>();

    /** Those that may have got more to hear while they were busy. */
    private final Set<String> renewed = ConcurrentHashMap.newKeySet();

    /** False while nobody listens, which spares every change a look. */
    private volatile boolean anybody;

    Deliveries(Database database, ObjectStore objects, Clock clock, Duration firstWait) {
        this.database = database;
        this.objects = objects;
        this.clock = clock;
        this.firstWait = firstWait;
    }

    /** Looks for events every few seconds, and whenever it is woken. */
    void start() {
        var unused = worker.scheduleWithFixedDelay(this::look, 0, LOOK_S, TimeUnit.SECONDS);
        var unusedToo = worker.scheduleWithFixedDelay(this::trim, LOOK_S, LOOK_S, TimeUnit.SECONDS);
    }

    /** Called after every change. */
    void committed() {
        if (anybody) {
            wake();
        }
    }

    void wake() {
        try {
            worker.execute(this::look);
        } catch (RejectedExecutionException e) {
            LOGGER.atDebug().log("events are told at the next start");
        }
    }

    private void look() {
        try {
            List<Webhook> listening = database.read(Webhook::all).stream()
                    .filter(webhook -> webhook.status().listens())
                    .toList();
            anybody = !listening.isEmpty();
            for (Webhook webhook : listening) {
                if (busy.putIfAbsent(webhook.id(), 0) == null) {
                    worker.execute(() -> tell(webhook.id()));
                } else {
                    renewed.add(webhook.id());
                }
            }
        } catch (RejectedExecutionException e) {
            LOGGER.atDebug().log("events are told at the next start");
        } catch (RuntimeException e) {
            LOGGER.atWarn().setCause(e).log("looking for events failed; the next look tries again");
        }
    }

    /** Gives up on webhooks that take events more slowly than they are made. */
    private void trim() {
        try {
            for (Webhook webhook : database.read(Webhook::all)) {
                int behind = database.read(sql -> behind(sql, webhook.id()));
                if (behind > EVENTS_MAX) {
                    giveUp(webhook, "it is too slow; " + behind + " events are lost");
                }
            }
        } catch (RuntimeException e) {
            LOGGER.atWarn().setCause(e).log("counting events failed; the next look tries again");
        }
    }

    /** Tells one webhook all there is, until it fails. */
    private void tell(String id) {
        boolean again = false;
        try {
            Optional<Event> next = next(id);
            while (next.isPresent() && !worker.isShutdown()) {
                Optional<String> fault =
                        post.send(next.get().webhook(), next.get().body());
                if (fault.isPresent()) {
                    again = failed(next.get(), fault.get());
                    return;
                }
                busy.put(id, 0);
                next = taken(next.get());
            }
        } catch (RuntimeException e) {
            LOGGER.atWarn()
                    .addKeyValue("webhook", id)
                    .setCause(e)
                    .log("telling a webhook failed; the next look tries again");
        } finally {
            if (!again) {
                busy.remove(id);
                if (renewed.remove(id)) {
                    wake();
                }
            }
        }
    }

    /** @param number its place in the order of events */
    private record Event(Webhook webhook, long number, ObjectNode body) {}

    private Optional<Event> next(String id) {
        Optional<Webhook> webhook = database.read(sql -> Webhook.find(sql, id));
        if (webhook.isPresent() && webhook.get().status() == Webhook.Status.CREATED) {
            database.write(sql ->
                    Webhook.require(sql, id).at(Webhook.Status.STARTED, null).save(sql));
        }
        return database.read(sql -> next(sql, id));
    }

    private Optional<Event> next(Sql sql, String id) throws SQLException {
        Optional<Webhook> webhook =
                Webhook.find(sql, id).filter(found -> found.status().listens());
        if (webhook.isEmpty()) {
            return Optional.empty();
        }
        Optional<Event> event = sql.first(
                "SELECT number, body FROM events WHERE webhook_id = ? ORDER BY webhook_id, number LIMIT 1",
                row -> new Event(webhook.get(), row.getLong(1), Documents.parse(row.getString(2))),
                id);
        if (event.isPresent()) {
            addUrls(sql, webhook.get(), event.get().body());
        }
        return event;
    }

    private void addUrls(Sql sql, Webhook webhook, ObjectNode event) throws SQLException {
        boolean withObjectTime = webhook.body().path("include_object_timerange").asBoolean();
        for (var segment : event.at("/event/segments")) {
            SegmentDocument.complete((ObjectNode) segment, sql, webhook.urls(), withObjectTime, objects);
        }
    }

    private Optional<Event> taken(Event event) {
        database.write(sql -> sql.update("DELETE FROM events WHERE number = ?", event.number()));
        return next(event.webhook().id());
    }

    /** @return whether the webhook is told again later */
    private boolean failed(Event event, String fault) {
        Webhook webhook = event.webhook();
        int failures = busy.merge(webhook.id(), 1, Integer::sum);
        int behind = database.read(sql -> behind(sql, webhook.id()));
        LOGGER.atWarn()
                .addKeyValue("webhook", webhook.id())
                .addKeyValue("attempt", failures)
                .addKeyValue("reason", fault)
                .log("webhook did not take an event");
        if (failures >= ATTEMPTS_MAX) {
            giveUp(webhook, fault + ", " + failures + " times in a row; " + behind + " events are lost");
            return false;
        }
        long wait = firstWait.toMillis() << (failures - 1);
        var unused = worker.schedule(() -> tell(webhook.id()), wait, TimeUnit.MILLISECONDS);
        return true;
    }

    private static int behind(Sql sql, String id) throws SQLException {
        return sql.first("SELECT COUNT(*) FROM events WHERE webhook_id = ?", row -> row.getInt(1), id)
                .orElse(0);
    }

    private void giveUp(Webhook webhook, String why) {
        String error = Documents.text(Refusal.error("delivery_failed", why, Api.now(clock)));
        database.write(sql -> {
            Optional<Webhook> now = Webhook.find(sql, webhook.id());
            if (now.isPresent() && now.get().status().listens()) {
                now.get().at(Webhook.Status.ERROR, error).save(sql);
            }
            return sql.update("DELETE FROM events WHERE webhook_id = ?", webhook.id());
        });
    }

    @Override
    public void close() {
        Threads.stop(worker, STOP_TIMEOUT_S);
    }
}
