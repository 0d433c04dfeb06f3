package tams.ingest.testbed;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.Service;

/**
 * The objects of a {@link NastyStore}: their ids can be had once, their URLs and unregistered bytes live for as short as
 * TAMS allows.
 */
final class NastyObjects {

    private static final class Place {
        private final UUID flow;
        private final long since;
        private byte @Nullable [] bytes;
        private boolean claimed;
        private boolean collected;

        Place(UUID flow, long since) {
            this.flow = flow;
            this.since = since;
        }
    }

    private final Map<String, Place> places = new HashMap<>();
    private final LongSupplier nanos;
    private final boolean keepsIds;
    private int collected;

    NastyObjects(LongSupplier nanos, boolean keepsIds) {
        this.nanos = nanos;
        this.keepsIds = keepsIds;
    }

    private boolean isOlderThan(Place place, Duration age) {
        return nanos.getAsLong() - place.since > age.toNanos();
    }

    private void collect() {
        places.values().removeIf(place -> {
            boolean due = !place.claimed && !place.collected && isOlderThan(place, Service.OBJECT_TIMEOUT_MIN);
            if (due) {
                place.collected = true;
                place.bytes = null;
                collected++;
            }
            return due && !keepsIds;
        });
    }

    /** Objects whose time ran out before they were registered. */
    int collected() {
        return collected;
    }

    /** Takes an id up. @return false when it is taken */
    boolean allocate(String id, UUID flow) {
        collect();
        return places.putIfAbsent(id, new Place(flow, nanos.getAsLong())) == null;
    }

    /** Takes bytes. @return false when the URL's time is over */
    boolean upload(String id, byte[] bytes) {
        collect();
        Place place = places.get(id);
        if (place == null || place.collected || isOlderThan(place, Service.URL_TIMEOUT_MIN)) {
            return false;
        }
        place.bytes = bytes;
        return true;
    }

    /** Why the object may not become a segment of the Flow; null when it may. */
    @Nullable String objection(String id, UUID flow, boolean demandsBytes) {
        collect();
        Place place = places.get(id);
        if (place == null) {
            return "no such object";
        }
        if (!place.claimed && !place.flow.equals(flow)) {
            return "object was allocated for another Flow";
        }
        return demandsBytes && place.bytes == null ? "object has no bytes" : null;
    }

    /** Its time does not run out any more. */
    void claim(String id) {
        Place place = places.get(id);
        if (place != null) {
            place.claimed = true;
        }
    }

    boolean isClaimed(String id) {
        Place place = places.get(id);
        return place != null && place.claimed;
    }

    /** An object's bytes; null where there are none. */
    byte @Nullable [] bytes(String id) {
        collect();
        Place place = places.get(id);
        return place == null ? null : place.bytes;
    }
}
