package tams.ingest.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tams.ingest.client.EssenceParameters;
import tams.ingest.client.Flow;
import tams.ingest.client.FlowQuery;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.TimeRange;

/** Lists Flows. */
@Command(
        name = "flows",
        mixinStandardHelpOptions = true,
        description =
                "Lists the store's Flows, all pages; or those that are named, with the time they have content for.")
final class TamsFlowsCommand implements Callable<Integer> {

    @Mixin
    private final StoreOption store = new StoreOption();

    @Mixin
    private final ListOptions options = new ListOptions();

    @Parameters(paramLabel = "ID", arity = "0..*", converter = OptionForms.Id.class, description = "only these")
    private List<UUID> ids = new ArrayList<>();

    @Option(names = "--source", paramLabel = "ID", converter = OptionForms.Id.class, description = "of this Source")
    private @Nullable UUID source;

    @Option(names = "--codec", paramLabel = "TYPE", description = "with this codec, e.g. video/h264")
    private @Nullable String codec;

    @Option(names = "--status", paramLabel = "STATUS", description = "ingesting, closed_complete, … (API 8.2)")
    private @Nullable String status;

    @Option(
            names = "--timerange",
            paramLabel = "RANGE",
            converter = OptionForms.RangeOrNever.class,
            description = "with content in [s:ns_s:ns); '()' for Flows without any")
    private @Nullable TimeRange timerange;

    @Override
    public Integer call() {
        try (TamsApi api = store.open()) {
            List<Flow> flows = ids.isEmpty() ? api.flows(query()) : named(api);
            if (options.json()) {
                StoreDocuments.print(System.out, flows);
            } else {
                print(flows);
            }
            return ExitCode.OK;
        }
    }

    private FlowQuery query() {
        FlowQuery query = options.of(FlowQuery.ALL);
        query = source == null ? query : query.source(source);
        query = codec == null ? query : query.codec(codec);
        query = status == null ? query : query.status(status);
        return timerange == null ? query : query.overlapping(timerange);
    }

    private List<Flow> named(TamsApi api) {
        return ids.stream()
                .map(id -> api.flows()
                        .find(id, TimeRange.ETERNITY)
                        .orElseThrow(() -> new CheckFailedException("the store has no Flow " + id)))
                .toList();
    }

    private static void print(List<Flow> flows) {
        TextTable table = new TextTable("FLOW", "FORMAT", "CODEC", "FORM", "CONTAINER", "SOURCE", "TIMERANGE", "LABEL");
        flows.forEach(flow -> table.row(
                flow.id(),
                kind(String.valueOf(flow.format())),
                flow.codec(),
                form(flow.essenceParameters()),
                flow.container(),
                flow.sourceId(),
                flow.timerange(),
                flow.label()));
        table.print(System.out);
    }

    /** The last part of a format's URN, which tells them apart. */
    static String kind(String urn) {
        return urn.substring(urn.lastIndexOf(':') + 1);
    }

    private static @Nullable String form(@Nullable EssenceParameters essence) {
        if (essence == null) {
            return null;
        }
        if (essence.frameWidth() != null) {
            return essence.frameWidth() + "x" + essence.frameHeight()
                    + (essence.frameRate() == null ? "" : " " + essence.frameRate() + " fps");
        }
        return essence.sampleRate() == null ? null : essence.sampleRate() + " Hz " + essence.channels() + " ch";
    }
}
