package tams.ingest.kit;

import java.util.Map;
import java.util.function.Supplier;

/**
 * One line of a service's health.
 *
 * @param kind whether it says that the process makes progress, or that what it depends on is there
 * @param state asked at each request; must not block
 */
public record HealthCheck(String name, Kind kind, Supplier<State> state) {

    /** What a failing check means. */
    public enum Kind {
        /** The process itself is stuck and should be restarted. Never depends on Kafka or the store. */
        LIVE,
        /** Something it needs is missing. */
        READY
    }

    /**
     * What a check found.
     *
     * @param data for people and machines; never a secret
     */
    public record State(boolean up, Map<String, String> data) {

        public static State fine() {
            return new State(true, Map.of());
        }

        public static State down(String why) {
            return new State(false, Map.of("reason", why));
        }
    }
}
