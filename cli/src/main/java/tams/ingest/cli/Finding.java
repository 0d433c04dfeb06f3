package tams.ingest.cli;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code doctor} found of one thing.
 *
 * @param name of the check, one word; several findings may share it
 * @param fix what to do; null where nothing is wrong
 */
record Finding(
        String name, Status status, String found, @Nullable String fix) {

    enum Status {
        OK,
        /** It works, but not for long, or not as meant. */
        WARNING,
        FAILED;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String name, String found) {
        return new Finding(name, Status.OK, found, null);
    }

    static Finding warning(String name, String found, String fix) {
        return new Finding(name, Status.WARNING, found, fix);
    }

    static Finding failed(String name, String found, String fix) {
        return new Finding(name, Status.FAILED, found, fix);
    }
}
