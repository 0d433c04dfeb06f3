package tams.ingest.registrar;

import java.time.Clock;
import java.time.Duration;
import tams.ingest.client.StoreListener;

/**
 * Takes what the store's client tells to who wants to know it.
 *
 * @param clock by which a token's end is shown
 */
record StoreNews(Statuses statuses, Meters meters, Clock clock) implements StoreListener {

    @Override
    public void answered(int status) {
        statuses.accept(status);
    }

    @Override
    public void tokenObtained(Duration life) {
        meters.tokenExpires(clock.instant().plus(life));
    }
}
