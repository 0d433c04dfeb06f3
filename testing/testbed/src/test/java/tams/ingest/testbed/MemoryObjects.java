package tams.ingest.testbed;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The objects of a store in memory: allocated, maybe uploaded, maybe registered; collected when that takes too long. */
final class MemoryObjects {

    /** How long an upload may wait to start. */
    static final Duration URL_TIMEOUT = Duration.ofMinutes(1);

    /** How long an object may stay unregistered; then its bytes are gone, and its id is free. */
    static final Duration OBJECT_TIMEOUT = Duration.ofMinutes(10);

    private record Place(UUID flow, Duration since) {}

    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, byte[]> bytes = new HashMap<>();
    private final Set<String> registered = new HashSet<>();
    private final Supplier<Duration> now;

    /** @param now the time since any moment; may be moved by hand */
    MemoryObjects(Supplier<Duration> now) {
        this.now = now;
    }

    /** Takes an id up. @return false when it is in use */
    boolean allocate(String id, UUID flow) {
        collect();
        return places.putIfAbsent(id, new Place(flow, now.get())) == null;
    }

    /** Takes an object's bytes. @return false when its URL's time is over */
    boolean upload(String id, byte[] content) {
        collect();
        Place place = places.get(id);
        if (place == null || age(place).compareTo(URL_TIMEOUT) > 0) {
            return false;
        }
        bytes.put(id, content.clone());
        return true;
    }

    private void collect() {
        places.entrySet().removeIf(entry -> {
            boolean over = !registered.contains(entry.getKey())
                    && age(entry.getValue()).compareTo(OBJECT_TIMEOUT) > 0;
            if (over) {
                bytes.remove(entry.getKey());
            }
            return over;
        });
    }

    private Duration age(Place place) {
        return now.get().minus(place.since());
    }

    /** Why the object may not become a segment of the Flow; null when it may. */
    @Nullable String objection(String id, UUID flow, boolean demandsBytes) {
        collect();
        Place place = places.get(id);
        if (place == null) {
            return "object was never allocated, or its time is over";
        }
        if (!registered.contains(id) && !place.flow().equals(flow)) {
            return "object was allocated for another Flow";
        }
        return demandsBytes && !bytes.containsKey(id) ? "object has no bytes" : null;
    }

    void register(String id) {
        registered.add(id);
    }

    boolean isRegistered(String id) {
        return registered.contains(id);
    }

    byte @Nullable [] bytes(String id) {
        collect();
        return bytes.get(id);
    }
}
