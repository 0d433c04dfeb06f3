package tams.ingest.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tams.ingest.fuzz.Script;

/** What holds for any bytes taken as an event: the first byte chooses its type, the others are its JSON. */
final class EventBytes {

    private EventBytes() {}

    static Stream<byte[]> samples() {
        return EventSamples.all().stream().map(EventBytes::scripted);
    }

    private static byte[] scripted(Event event) {
        byte[] json = Json.bytes(event);
        byte[] script = new byte[json.length + 1];
        script[0] = (byte) EventTypes.ALL.indexOf(event.getClass());
        System.arraycopy(json, 0, script, 1, json.length);
        return script;
    }

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
