package tams.ingest.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import tams.ingest.fuzz.Script;

/** What holds for any bytes taken as an event: the first byte chooses its type, the others are its JSON. */
final class EventBytes {

    private EventBytes() {}

    static void check(byte[] input) {
        Script script = new Script(input);
        Class<? extends Event> type = script.oneOf(EventTypes.ALL);
        @Nullable Event event;
        try {
            event = Json.read(script.rest(), type);
        } catch (IllegalArgumentException declared) {
            assertThat(declared).hasMessageContaining(type.getSimpleName());
            return;
        }
        if (event != null) {
            Event again = Json.read(Json.bytes(event), type);
            assertThat(again).isEqualTo(event);
        }
    }
}
