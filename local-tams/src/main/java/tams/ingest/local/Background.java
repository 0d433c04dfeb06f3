package tams.ingest.local;

import java.time.Clock;
import java.time.Duration;

/** What goes on behind the API's back: removal of what nobody uses, long deletions, and telling webhooks. */
record Background(Sweeper sweeper, Deletions deletions, Deliveries deliveries) implements AutoCloseable {

    /** @param webhookWait until a webhook is told again the first time */
    static Background of(
            LocalTamsConfig config, Database database, ObjectStore objects, Clock clock, Duration webhookWait) {
        Sweeper sweeper = new Sweeper(database, objects, config.objectTimeout(), clock);
        Deliveries deliveries = new Deliveries(database, objects, clock, webhookWait);
        database.onCommit(deliveries::committed);
        return new Background(sweeper, new Deletions(database, sweeper, clock), deliveries);
    }

    void start() {
        sweeper.start();
        deletions.start();
        deliveries.start();
    }

    @Override
    public void close() {
        deliveries.close();
        deletions.close();
        sweeper.close();
    }
}
