package tams.ingest.kit;

import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What keys of the configuration are made of, and how their values are read. */
final class KeyForms {

    private KeyForms() {}

    static <T> Setting<T> key(String key, Function<String, T> reads, @Nullable String fallback, String help) {
        return new Setting<>(key, reads, fallback, false, help);
    }

    static Setting<String> secret(String key, String help) {
        return new Setting<>(key, Function.identity(), null, true, help);
    }

    static URI httpAddress(String text) {
        URI address = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        if (address.getHost() == null || !List.of("http", "https").contains(address.getScheme())) {
            throw new IllegalArgumentException("expected http://host:port/… or https://host/…");
        }
        return address;
    }

    static Function<String, Integer> port() {
        return number(0, 65_535);
    }

    static Function<String, Integer> positive(int most) {
        return number(1, most);
    }

    static Function<String, Integer> number(int least, int most) {
        return text -> {
            int value;
            try {
                value = Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("expected a whole number", e);
            }
            if (value < least || value > most) {
                throw new IllegalArgumentException("expected " + least + " to " + most);
            }
            return value;
        };
    }

    static Function<String, String> oneOf(String... choices) {
        return text -> {
            if (!List.of(choices).contains(text)) {
                throw new IllegalArgumentException("expected one of " + String.join(", ", choices));
            }
            return text;
        };
    }
}
