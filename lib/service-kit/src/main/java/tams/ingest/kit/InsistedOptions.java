package tams.ingest.kit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Options of Kafka's clients on which no loss and no doubling rest (reference, settings to assert at start). What {@code
 * kafka.client.*} says against them is refused before anything starts, rather than passed over.
 */
final class InsistedOptions {

    /** In front of an option's name, for one kind of a stream processor's clients. */
    private static final List<String> KINDS =
            List.of("main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.", "admin.");

    /** What they have to be, where they are named at all. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("acks", "all"),
            Map.entry("enable.idempotence", "true"),
            Map.entry("isolation.level", "read_committed"),
            Map.entry("enable.auto.commit", "false"),
            Map.entry("allow.auto.create.topics", "false"),
            Map.entry("processing.guarantee", "exactly_once_v2"),
            Map.entry("statestore.cache.max.bytes", "0"),
            Map.entry("topology.optimization", "none"));

    /** What is different for each client, or follows from other keys. */
    private static final Set<String> OURS = Set.of(
            "bootstrap.servers",
            "client.id",
            "group.id",
            "group.instance.id",
            "group.protocol",
            "transactional.id",
            "application.id",
            "state.dir",
            "auto.offset.reset",
            "partition.assignment.strategy",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer",
            "default.deserialization.exception.handler",
            "deserialization.exception.handler");

    /** Milliseconds that they may not fall below: shorter ones give up where a broker is about to come back. */
    private static final Map<String, Integer> LEAST = Map.of("delivery.timeout.ms", Clients.DELIVERY_TIMEOUT_MS);

    private static final String IN_FLIGHT = "max.in.flight.requests.per.connection";
    private static final int IN_FLIGHT_MAX = 5;

    private InsistedOptions() {}

    /**
     * What is wrong with a key of the configuration.
     *
     * @param key with {@code kafka.client.} in front; others are none of our business
     */
    static Optional<String> mistake(String key, String value) {
        if (!key.startsWith(Keys.KAFKA_CLIENT_PREFIX)) {
            return Optional.empty();
        }
        String option = option(key.substring(Keys.KAFKA_CLIENT_PREFIX.length()));
        String wanted = VALUES.get(option);
        if (wanted != null && !wanted.equals(value.strip())) {
            return Optional.of(key + " is " + value + ", but has to be " + wanted
                    + ", or chunks could be lost or doubled: take it out");
        }
        if (OURS.contains(option)) {
            return Optional.of(key + " is set by tams-ingest itself, from other keys: take it out");
        }
        Integer least = LEAST.get(option);
        if (least != null && !isAtLeast(value.strip(), least)) {
            return Optional.of(key + " is " + value + ", but may not be less than " + least
                    + ", or chunks wait for a restart where a broker is away for a moment: take it out");
        }
        return option.equals(IN_FLIGHT) && !isInFlight(value.strip())
                ? Optional.of(key + " is " + value + ", but may be 1 to " + IN_FLIGHT_MAX
                        + ", or chunks could change places: take it out")
                : Optional.empty();
    }

    private static String option(String name) {
        for (String kind : KINDS) {
            if (name.startsWith(kind)) {
                return name.substring(kind.length());
            }
        }
        return name;
    }

    private static boolean isAtLeast(String value, int least) {
        return value.matches("[0-9]{1,9}") && Integer.parseInt(value) >= least;
    }

    private static boolean isInFlight(String value) {
        return value.matches("[1-" + IN_FLIGHT_MAX + "]");
    }
}
