package tams.ingest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.Json;

/** Shows where a clip came from, and where its objects are used besides. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows where a Source came from, through all generations, and which Flows besides its own use its"
                + " objects.")
final class ClipsShowCommand implements Callable<Integer> {

    @Mixin
    private final StoreOption store = new StoreOption();

    @Parameters(paramLabel = "ID", converter = OptionForms.Id.class, description = "of a Source")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private UUID id;

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        try (TamsApi api = store.open()) {
            JsonNode story = new ClipStory(api).of(id);
            if (json) {
                System.out.println(Json.text(story));
            } else {
                print(story);
            }
            return ExitCode.OK;
        }
    }

    private static void print(JsonNode story) {
        System.out.println(story.path("id").asText() + "  "
                + OtioFault.printable(story.path("label").asText("")));
        printFrom(story, "  ");
        int asked = story.path("objects_asked").asInt();
        System.out.println(story.path("objects").asInt() + " objects"
                + (asked < story.path("objects").asInt() ? ", the first " + asked + " of which are" : "")
                + (story.path("used_by").isEmpty() ? ", used by no other Flow" : ", also used by"));
        for (JsonNode user : story.path("used_by")) {
            System.out.println("  Flow " + user.path("flow_id").asText() + "  "
                    + OtioFault.printable(user.path("label").asText("")) + "  "
                    + user.path("objects").asInt() + " objects");
        }
    }

    private static void printFrom(JsonNode story, String indent) {
        for (JsonNode part : story.path("from")) {
            System.out.println(indent + "at " + part.path("at").asText() + ": "
                    + part.path("timerange").asText() + " of " + part.path("id").asText() + "  "
                    + (part.path("exists").asBoolean()
                            ? OtioFault.printable(part.path("label").asText(""))
                            : "(not in the store any more)")
                    + (part.has("more") ? "  …" : ""));
            printFrom(part, indent + "  ");
        }
    }
}
