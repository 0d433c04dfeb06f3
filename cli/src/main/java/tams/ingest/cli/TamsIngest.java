package tams.ingest.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tams.ingest.client.StoreException;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.EventCode;
import tams.ingest.kit.TemporaryException;

/** The command line. Data goes to stdout, talk to stderr. */
@Command(
        name = "tams-ingest",
        mixinStandardHelpOptions = true,
        version = "tams-ingest " + TamsIngest.VERSION,
        description =
                "Turns encoded TS chunks in a drop folder into segments of a TAMS store, at their exact place in time.",
        footer = {
            "",
            "Exit codes: 0 ok, 1 unexpected, 2 usage, 3 a check failed, 4 warnings only, 75 temporary, 78 bad configuration, 130 interrupted."
        })
public final class TamsIngest implements Callable<Integer> {

    static final String VERSION = "0.1.0-SNAPSHOT";

    /** In the order of the help. */
    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            LocalCommand.class,
            RunCommand.class,
            HealthCommand.class,
            ProbeCommand.class,
            FeedsCommand.class,
            StatusCommand.class,
            TopCommand.class,
            GapsCommand.class,
            ChunkCommand.class,
            TapCommand.class,
            DeadLettersCommand.class,
            DoctorCommand.class,
            TopicsCommand.class,
            ConfigCommand.class,
            CompletionCommand.class,
            TamsCommand.class,
            ClipsCommand.class,
            OtioCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "which command? See --help");
    }

    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine line = new CommandLine(new TamsIngest());
        commandsFor(arguments).forEach(line::addSubcommand);
        return line.setExecutionStrategy(new CommandLine.RunLast())
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure))
                .execute(arguments);
    }

    /** Only the one that is called, where one is: reading the annotations of all takes longer than most of them run. */
    private static List<Class<?>> commandsFor(String... arguments) {
        String name = arguments.length == 0 ? "" : arguments[0];
        return COMMANDS.stream()
                .filter(command -> command.getAnnotation(Command.class).name().equals(name))
                .filter(command -> command != CompletionCommand.class)
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElse(COMMANDS);
    }

    /** One clear message on stderr; the stack trace only where the failure is ours. */
    private static int explain(Exception failure) {
        if (failure instanceof ConfigException) {
            System.err.println("tams-ingest: " + failure.getMessage());
            return ExitCode.BAD_CONFIGURATION;
        }
        if (failure instanceof TemporaryException || failure instanceof RetriableException) {
            System.err.println("tams-ingest: " + failure.getMessage());
            return ExitCode.TEMPORARY;
        }
        if (failure instanceof CheckFailedException) {
            System.err.println("tams-ingest: " + failure.getMessage());
            return ExitCode.CHECK_FAILED;
        }
        if (failure instanceof StoreException trouble) {
            System.err.println("tams-ingest: " + trouble.getMessage());
            return StoreTrouble.exitCode(trouble);
        }
        System.err.println("tams-ingest: unexpected: " + failure);
        LoggerFactory.getLogger(TamsIngest.class).error(EventCode.UNEXPECTED.marker(), "unexpected", failure);
        return ExitCode.UNEXPECTED;
    }
}
