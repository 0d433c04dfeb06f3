package tams.ingest.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tams.ingest.client.Source;
import tams.ingest.client.SourceQuery;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.ClipDefined;
import tams.ingest.contracts.Json;
import tams.ingest.kit.Settings;

/** Lists the Sources that say of themselves that they are made of others. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description =
                "Lists the store's clips: Sources that were made of parts of others, by this or by 'otio render'.")
final class ClipsListCommand implements Callable<Integer> {

    @Mixin
    private final StoreOption store = new StoreOption();

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        try (TamsApi api = store.open()) {
            List<Source> clips = api.sources().list(SourceQuery.ALL.tagExists(Provenance.TAG, true));
            Settings settings = store.settings();
            Map<UUID, ClipDefined> followed = ClipTopic.isConfigured(settings) ? ClipTopic.read(settings) : Map.of();
            if (json) {
                ArrayNode list = Json.MAPPER.createArrayNode();
                clips.forEach(clip -> list.addObject()
                        .put("id", clip.id().toString())
                        .put("label", clip.label())
                        .put("from", from(clip))
                        .put("state", state(clip, followed)));
                System.out.println(Json.text(list));
            } else {
                clips.forEach(clip -> System.out.println(clip.id() + "  " + state(clip, followed) + "  "
                        + OtioFault.printable(Objects.requireNonNullElse(clip.label(), "")) + "  from "
                        + OtioFault.printable(from(clip))));
            }
            return ExitCode.OK;
        }
    }

    private static String state(Source clip, Map<UUID, ClipDefined> followed) {
        ClipDefined known = followed.get(clip.id());
        return known != null && known.isOpen() ? "growing" : "complete";
    }

    private static String from(Source clip) {
        return Objects.requireNonNull(clip.tags().get(Provenance.TAG), "asked for")
                .toString();
    }
}
