package tams.ingest.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: the wire form changes only on purpose. Method: schemas and one example of each event are checked in; run with
 * {@code -Dcontracts.write=true} to write them anew, then read the difference.
 */
class EventWireFormTest {

    private static final Path SCHEMAS = Path.of("src/main/resources/schemas");
    private static final Path EXAMPLES = Path.of("src/test/resources/examples");

    static List<Event> events() {
        return EventSamples.all();
    }

    static List<Class<? extends Event>> types() {
        return EventTypes.ALL;
    }

    @ParameterizedTest
    @MethodSource("types")
    void hasTheSchemaThatIsCheckedIn(Class<? extends Event> type) throws IOException {
        String schema = pretty(SchemaOfRecord.of(type));

        assertThat(schema).isEqualTo(checkedIn(schemaOf(type), schema));
    }

    @ParameterizedTest
    @MethodSource("events")
    void looksLikeTheExampleThatIsCheckedIn(Event event) throws IOException {
        String json = pretty(Json.MAPPER.valueToTree(event));

        assertThat(json).isEqualTo(checkedIn(exampleOf(event.getClass()), json));
        assertThat((Object) Json.read(Json.bytes(event), event.getClass())).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("events")
    void isValidByItsSchema(Event event) throws IOException {
        String schema = Files.readString(schemaOf(event.getClass()));

        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(Json.text(event), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void everyEventHasAnExample() {
        assertThat(events().stream().map(Event::getClass)).containsExactlyInAnyOrderElementsOf(types());
    }

    @ParameterizedTest
    @MethodSource("events")
    void staysSmallEnoughForAnyTopic(Event event) {
        assertThat(Json.bytes(event).length).isLessThan(8 << 10);
    }

    @ParameterizedTest
    @MethodSource("events")
    void canBeReadFromANewerWriter(Event event) throws IOException {
        ObjectNode newer = Json.MAPPER.valueToTree(event);
        newer.put("added_later", 1);

        assertThat((Object) Json.read(newer.toString().getBytes(UTF_8), event.getClass()))
                .isEqualTo(event);
    }

    @Test
    void refusesAnEventThatBreaksItsOwnRules() {
        String neither =
                "{\"feed\":\"a\",\"arrival\":\"2ed6657d-e927-568b-95e1-2665a8aea6a2\",\"file\":{\"path\":\"a/b\","
                        + "\"bytes\":1,\"sha256\":\"" + "00".repeat(32)
                        + "\"},\"modified_at\":\"2026-01-01T00:00:00Z\","
                        + "\"at\":\"2026-01-01T00:00:00Z\"}";

        assertThatThrownBy(() -> Json.read(neither.getBytes(UTF_8), ChunkArrived.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("either a measurement or a fault");
    }

    private static Path schemaOf(Class<? extends Event> type) {
        return SCHEMAS.resolve(EventTypes.fileName(type) + ".v1.json");
    }

    private static Path exampleOf(Class<? extends Event> type) {
        return EXAMPLES.resolve(EventTypes.fileName(type) + ".json");
    }

    private static String pretty(JsonNode json) throws IOException {
        return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    }

    private static String checkedIn(Path file, String now) throws IOException {
        if (Boolean.getBoolean("contracts.write")) {
            Files.writeString(file, now);
        }
        return Files.readString(file);
    }
}
