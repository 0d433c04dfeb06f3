package tams.ingest.kit;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import tams.ingest.contracts.Outcome;

/** How often an operator put a record back on the topic it came from, as its header {@code x-replays} says. */
public final class Replays {

    private static final String NAME = "x-replays";

    private Replays() {}

    /** From 0 to {@link Outcome#REPLAYS_MAX}; 0 where the header is missing or is no number. */
    public static int of(Headers headers) {
        Header header = headers.lastHeader(NAME);
        String text =
                header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
        return text.matches("[0-9]{1,4}") ? Math.min(Integer.parseInt(text), Outcome.REPLAYS_MAX) : 0;
    }

    /** Sets the header. */
    public static void set(Headers headers, int replays) {
        headers.remove(NAME);
        headers.add(NAME, Integer.toString(replays).getBytes(StandardCharsets.UTF_8));
    }
}
