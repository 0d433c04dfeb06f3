package tams.ingest.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Goal: the AsyncAPI document that is checked in describes the topics as they are; {@code -Dcontracts.write=true} writes it
 * anew.
 */
class AsyncApiTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path FILE = RESOURCES.resolve("asyncapi.json");

    @Test
    void isMadeFromTheCatalogues() throws IOException {
        String now = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(AsyncApi.document()) + "\n";
        if (Boolean.getBoolean("contracts.write")) {
            Files.writeString(FILE, now);
        }

        assertThat(Files.readString(FILE)).isEqualTo(now);
    }

    @Test
    void hasEveryTopicAndEveryEventOnSomeTopic() throws IOException {
        JsonNode document = document();

        assertThat(document.path("channels"))
                .extracting(channel -> channel.path("address").asText())
                .containsExactlyElementsOf(Topics.ALL.stream().map(Topic::name).toList());
        assertThat(document.path("channels").findValues("messages")).allMatch(messages -> !messages.isEmpty());
        assertThat(document.at("/components/messages"))
                .extracting(message -> message.path("name").asText())
                .containsExactlyElementsOf(
                        EventTypes.ALL.stream().map(EventTypes::nameOf).toList());
        for (Class<? extends Event> type : EventTypes.ALL) {
            assertThat(document.path("channels").findParents(EventTypes.fileName(type)))
                    .as(type.getSimpleName())
                    .isNotEmpty();
        }
    }

    @Test
    void refersToNothingThatIsNotThere() throws IOException {
        JsonNode document = document();
        List<String> dangling = new ArrayList<>();
        for (String reference : document.findValuesAsText("$ref")) {
            boolean there = reference.startsWith("#")
                    ? !document.at(reference.substring(1)).isMissingNode()
                    : Files.exists(RESOURCES.resolve(reference));
            if (!there) {
                dangling.add(reference);
            }
        }

        assertThat(document.findValuesAsText("$ref")).hasSizeGreaterThan(Topics.ALL.size() + EventTypes.ALL.size());
        assertThat(dangling).isEmpty();
    }

    @Test
    void hasExamplesThatAreValidByTheSchemasItRefersTo() throws IOException {
        for (JsonNode message : document().at("/components/messages")) {
            String schema = Files.readString(
                    RESOURCES.resolve(message.at("/payload/$ref").asText()));

            assertThat(message.path("examples"))
                    .isNotEmpty()
                    .allSatisfy(example -> assertThat(
                                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                            .getSchema(schema)
                                            .validate(example.path("payload").toString(), InputFormat.JSON))
                            .isEmpty());
        }
    }

    private static JsonNode document() throws IOException {
        return Json.MAPPER.readTree(FILE.toFile());
    }
}
