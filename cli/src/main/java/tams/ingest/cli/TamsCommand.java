package tams.ingest.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Everything that works on a store directly: any TAMS store, without Kafka. */
@Command(
        name = "tams",
        mixinStandardHelpOptions = true,
        description =
                "Looks into any TAMS store and fills it by hand, without Kafka: the store at tams.url, with tams.auth.*.",
        subcommands = {
            TamsServiceCommand.class,
            TamsFlowsCommand.class,
            TamsSourcesCommand.class,
            TamsSegmentsCommand.class,
            TamsObjectsCommand.class,
            PutFlowCommand.class,
            DeleteFlowCommand.class,
            UploadCommand.class
        })
final class TamsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "which of the store's commands? See tams --help");
    }
}
