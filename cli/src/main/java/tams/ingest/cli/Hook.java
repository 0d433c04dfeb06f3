package tams.ingest.cli;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * What is to be told, of which feed, to whom.
 *
 * @param feed an id, or {@code *} for every feed
 */
record Hook(String feed, Kind kind, Target target) {

    enum Kind {
        /** A hole was found in a timeline. */
        ON_GAP,
        /** A feed became {@code stalled}, as {@code status} means it. */
        ON_STALL,
        /** The pipeline gave a chunk up. */
        ON_DEAD_LETTER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who is told. */
    sealed interface Target permits Webhook, Program {}

    /** An address that gets a POST of JSON. Its query and user may be secret, so they are never shown. */
    record Webhook(URI address) implements Target {

        @Override
        public String toString() {
            return address.getScheme() + "://" + address.getHost() + address.getPath();
        }
    }

    /** A program and its arguments, started without a shell, with JSON on its stdin. */
    record Program(List<String> words) implements Target {

        Program {
            words = List.copyOf(words);
        }

        @Override
        public String toString() {
            return words.get(0);
        }
    }

    boolean isFor(Kind asked, String of) {
        return kind == asked && (feed.equals("*") || feed.equals(of));
    }
}
