package tams.ingest.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Lets one call a minute pass of each hook and feed, and counts those held back. Thread-safe. */
final class HookGate {

    static final Duration PAUSE = Duration.ofMinutes(1);

    /** Hooks times feeds that are told apart; beyond that all is forgotten, which costs a call too many at worst. */
    private static final int KEYS_MAX = 10_000;

    private final Map<String, Passed> passed = new HashMap<>();

    private record Passed(long nanos, int heldBack) {}

    /** Whether a call may go: with how many were held back since the last one, or empty. */
    synchronized OptionalInt admit(String key, long nanos) {
        Passed last = passed.get(key);
        if (last != null && nanos - last.nanos() < PAUSE.toNanos()) {
            passed.put(key, new Passed(last.nanos(), last.heldBack() + 1));
            return OptionalInt.empty();
        }
        if (passed.size() >= KEYS_MAX) {
            passed.clear();
        }
        passed.put(key, new Passed(nanos, 0));
        return OptionalInt.of(last == null ? 0 : last.heldBack());
    }
}
