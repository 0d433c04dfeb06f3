package tams.ingest.kit;

import java.net.URI;
import java.util.List;
import java.util.function.Function;

/** How values of the configuration are written. Each throws an IllegalArgumentException that says what would be right. */
final class ValueForms {

    private ValueForms() {}

    static URI httpAddress(String text) {
        URI address = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        if (address.getHost() == null || !List.of("http", "https").contains(address.getScheme())) {
            throw new IllegalArgumentException("expected http://host:port/… or https://host/…");
        }
        return address;
    }

    static boolean yesOrNo(String text) {
        return oneOf("true", "false").apply(text).equals("true");
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

    /** A word that Kafka allows in the names of a group's members. */
    static String name(String text) {
        if (!text.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException("expected letters, digits, '.', '_' and '-', at most 100");
        }
        return text;
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
