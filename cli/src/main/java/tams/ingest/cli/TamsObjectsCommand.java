package tams.ingest.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tams.ingest.client.GetUrl;
import tams.ingest.client.ObjectQuery;
import tams.ingest.client.TamsApi;
import tams.ingest.client.TamsObject;

/** Shows objects: which Flows use them and where they lie. */
@Command(
        name = "objects",
        mixinStandardHelpOptions = true,
        description = "Shows objects: the Flows that use them, their own time range, the places where they lie.")
final class TamsObjectsCommand implements Callable<Integer> {

    @Mixin
    private final StoreOption store = new StoreOption();

    @Parameters(
            paramLabel = "OBJECT_ID",
            arity = "1..*",
            description = "ids as the store has them, with '/' or without")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private List<String> ids;

    @Option(names = "--json", description = "the store's own objects, in one list, with URLs")
    private boolean json;

    @Override
    public Integer call() {
        try (TamsApi api = store.open()) {
            List<TamsObject> objects = ids.stream().map(id -> find(api, id)).toList();
            if (json) {
                StoreDocuments.print(System.out, objects);
            } else {
                print(objects);
            }
            return ExitCode.OK;
        }
    }

    private static TamsObject find(TamsApi api, String id) {
        return api.objects()
                .find(id, ObjectQuery.ALL)
                .orElseThrow(() -> new CheckFailedException("the store has no registered object '" + id
                        + "': it may be allocated only, or gone; tams segments FLOW_ID lists those of a Flow"));
    }

    private void print(List<TamsObject> objects) {
        TextTable table = new TextTable("OBJECT", "TIMERANGE", "FLOWS", "PLACES");
        for (int i = 0; i < objects.size(); i++) {
            TamsObject object = objects.get(i);
            table.row(
                    ids.get(i),
                    object.timerange(),
                    object.referencedByFlows().stream().map(Object::toString).collect(Collectors.joining(" ")),
                    object.getUrls().stream().map(TamsObjectsCommand::place).collect(Collectors.joining(" ")));
        }
        table.print(System.out);
    }

    private static String place(GetUrl url) {
        return url.label() == null ? url.url().toString() : url.label();
    }
}
