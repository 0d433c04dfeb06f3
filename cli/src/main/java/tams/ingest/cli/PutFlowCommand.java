package tams.ingest.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tams.ingest.client.Flow;
import tams.ingest.client.PutResult;
import tams.ingest.client.Source;
import tams.ingest.client.TamsApi;
import tams.ingest.kit.ConfigException;

/** Creates a Flow, or replaces its metadata. */
@Command(
        name = "put-flow",
        mixinStandardHelpOptions = true,
        description =
                "Creates a Flow from a JSON file or from flags and prints its id; with --json, the Flow as the store"
                        + " has it then. A Flow that is there already gets all its metadata replaced, as the API does it.")
final class PutFlowCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "a Flow as the API has it, '-' for stdin; id and source_id are made when absent")
    private @Nullable Path file;

    @Mixin
    private final FlowFlags flags = new FlowFlags();

    @Option(names = "--json", description = "the Flow as the store has it")
    private boolean json;

    @Override
    public Integer call() {
        Flow flow = wanted();
        try (TamsApi api = store.open()) {
            Optional<Flow> before = api.flow(flow.id());
            PutResult result = api.putFlow(flow);
            System.err.println((result == PutResult.CREATED ? "created" : "replaced the metadata of") + " Flow "
                    + flow.id() + " of Source " + flow.sourceId());
            before.ifPresent(old -> tellLostTags(old, flow));
            nameSource(api, flow);
            System.out.println(
                    json ? StoreDocuments.of(api.flow(flow.id()).orElse(flow)).toString() : flow.id());
            return ExitCode.OK;
        }
    }

    private Flow wanted() {
        Path named = file;
        if ((named == null) == !flags.isGiven()) {
            throw new ParameterException(spec.commandLine(), "a FILE or --format: exactly one of them");
        }
        Flow flow = named == null ? described() : FlowDocument.read(named);
        List<String> mistakes = FlowMistakes.of(flow);
        if (!mistakes.isEmpty() && named == null) {
            throw new ParameterException(spec.commandLine(), String.join("\n", mistakes));
        }
        if (!mistakes.isEmpty()) {
            throw new ConfigException(
                    mistakes.stream().map(mistake -> named + ": " + mistake).toList());
        }
        return flow;
    }

    private Flow described() {
        try {
            return flags.flow();
        } catch (TypeConversionException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static void tellLostTags(Flow before, Flow after) {
        Set<String> lost = new TreeSet<>(before.tags().keySet());
        lost.removeAll(after.tags().keySet());
        if (!lost.isEmpty()) {
            System.err.println("tags it had before and has no more: " + String.join(", ", lost));
        }
    }

    /** Whether a new Source takes its Flow's label is the store's choice; without one nobody finds it. */
    private static void nameSource(TamsApi api, Flow flow) {
        Optional<Source> source = api.source(flow.sourceId());
        String label = flow.label();
        if (label != null && source.isPresent() && source.get().label() == null) {
            api.setSourceLabel(flow.sourceId(), label);
        }
        String description = flow.description();
        if (description != null && source.isPresent() && source.get().description() == null) {
            api.setSourceDescription(flow.sourceId(), description);
        }
    }
}
