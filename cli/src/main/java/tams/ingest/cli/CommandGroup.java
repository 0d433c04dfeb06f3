package tams.ingest.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does nothing without one of its subcommands, and says which there are. */
abstract class CommandGroup implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public final Integer call() {
        String name = spec.name();
        throw new ParameterException(
                spec.commandLine(),
                name + " " + String.join(", ", spec.subcommands().keySet()) + ": which one? See " + name + " --help");
    }
}
