package tams.ingest.kit;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration.
 *
 * @param key dotted, lower case
 * @param reads turns the text into the value; throws IllegalArgumentException saying what would be right
 * @param fallback used when nothing sets the key; null when there is none
 * @param secret whether the value must never be shown
 */
public record Setting<T>(
        String key, Function<String, T> reads, @Nullable String fallback, boolean secret, String help) {

    static <T> Setting<T> key(String key, Function<String, T> reads, @Nullable String fallback, String help) {
        return new Setting<>(key, reads, fallback, false, help);
    }

    static Setting<String> secret(String key, String help) {
        return new Setting<>(key, Function.identity(), null, true, help);
    }

    /** The environment variable that overrides the key. */
    public String variable() {
        return variableOf(key);
    }

    static String variableOf(String key) {
        return Settings.ENVIRONMENT_PREFIX
                + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
