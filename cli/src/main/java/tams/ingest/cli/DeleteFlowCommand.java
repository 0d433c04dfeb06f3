package tams.ingest.cli;

import static java.util.Objects.requireNonNull;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tams.ingest.client.DeleteRequest;
import tams.ingest.client.Deletion;
import tams.ingest.client.Flow;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.Json;
import tams.ingest.kit.TemporaryException;

/** Deletes a Flow with its segments and waits until the store has done it. */
@Command(
        name = "delete-flow",
        mixinStandardHelpOptions = true,
        description = "Deletes a Flow and its segments; objects that nothing else uses go with them. Asks first.")
final class DeleteFlowCommand implements Callable<Integer> {

    /** How often it is shown how far the store is. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Parameters(paramLabel = "ID", converter = OptionForms.Id.class, description = "the Flow")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private UUID id;

    @Option(names = "--yes", description = "do not ask")
    private boolean yes;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "600",
            converter = OptionForms.Count.class,
            description = "how long to wait for a deletion that the store goes on with; default: ${DEFAULT-VALUE}")
    private int waitSeconds;

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    private final Progress progress = Progress.onStderr();

    @Override
    public Integer call() {
        try (TamsApi api = store.open()) {
            Flow flow = api.flow(id)
                    .orElseThrow(() -> new CheckFailedException("the store has no Flow " + id + ": nothing to delete"));
            if (!yes && !isConfirmed(flow)) {
                System.err.println("nothing was deleted");
                return ExitCode.CHECK_FAILED;
            }
            Deletion deletion = api.flows().delete(id);
            @Nullable DeleteRequest request = deletion.state() == Deletion.State.UNDER_WAY
                    ? follow(api, requireNonNull(deletion.request(), "request"))
                    : null;
            print(request);
            return ExitCode.OK;
        }
    }

    private boolean isConfirmed(Flow flow) {
        if (!Terminal.is(Terminal.STDIN)) {
            throw new ParameterException(spec.commandLine(), "--yes is needed where there is no terminal to ask at");
        }
        String label = flow.label() == null ? "" : " '" + flow.label().replaceAll("\\p{Cntrl}", "?") + "'";
        System.err.print("Delete Flow " + id + label + " and all its segments? [y/N] ");
        System.err.flush();
        Scanner answers = new Scanner(System.in, Charset.defaultCharset());
        return answers.hasNextLine()
                && answers.nextLine().strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    private DeleteRequest follow(TamsApi api, DeleteRequest request) {
        long endNanos = System.nanoTime() + Duration.ofSeconds(waitSeconds).toNanos();
        DeleteRequest now = request;
        while (!now.isOver() && System.nanoTime() - endNanos < 0) {
            progress.show("deleting: " + now.status()
                    + (now.timerangeRemaining() == null ? "" : ", left " + now.timerangeRemaining()));
            now = api.deletions().follow(now, LOOK_EVERY);
        }
        progress.erase();
        if (now.isFailed()) {
            throw new CheckFailedException("the store could not delete Flow " + id + ": " + now.error()
                    + " (delete request " + now.id() + "): see the store's log, then delete it again");
        }
        if (!now.isOver()) {
            throw new TemporaryException(
                    "the store is still deleting Flow " + id + " (delete request " + now.id() + ", " + now.status()
                            + "): it goes on by itself; --wait waits longer",
                    null);
        }
        return now;
    }

    private void print(@Nullable DeleteRequest request) {
        System.err.println("deleted Flow " + id);
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("id", id);
            document.put("state", "deleted");
            if (request != null) {
                document.put("delete_request", request.id());
            }
            System.out.println(Json.text(document));
        }
    }
}
