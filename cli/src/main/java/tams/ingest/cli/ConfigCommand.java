package tams.ingest.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tams.ingest.contracts.Json;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.Settings;

@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "The configuration: file, environment and defaults.",
        subcommands = {
            ConfigCommand.Check.class,
            ConfigCommand.Show.class,
            ConfigCommand.Init.class,
            ConfigCommand.Schema.class
        })
final class ConfigCommand extends CommandGroup {

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Reads the configuration and says all that is wrong with it (exit code 78), or doubtful (4).")
    static final class Check implements Callable<Integer> {

        @Mixin
        private final ConfigOption config = new ConfigOption();

        @Override
        public Integer call() {
            ConfigReview review = ConfigReview.of(config.load());
            if (!review.mistakes().isEmpty()) {
                throw new ConfigException(review.mistakes());
            }
            review.doubts().forEach(doubt -> System.err.println("warning: " + doubt));
            if (review.doubts().isEmpty()) {
                System.err.println("the configuration is valid");
            }
            return review.doubts().isEmpty() ? ExitCode.OK : ExitCode.WARNINGS;
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints every key with the value that counts; secrets are hidden.")
    static final class Show implements Callable<Integer> {

        @Mixin
        private final ConfigOption config = new ConfigOption();

        @Option(
                names = "--origin",
                description = "also where each value comes from: flag, environment, file or default")
        private boolean origin;

        @Option(names = "--json", description = "one JSON document")
        private boolean json;

        @Override
        public Integer call() {
            List<Settings.Shown> shown = config.load().shown();
            if (json) {
                System.out.println(Json.text(shown));
                return ExitCode.OK;
            }
            TextTable table = origin ? new TextTable("KEY", "VALUE", "ORIGIN") : new TextTable("KEY", "VALUE");
            for (Settings.Shown each : shown) {
                if (origin) {
                    table.row(each.key(), each.value(), each.origin());
                } else {
                    table.row(each.key(), each.value());
                }
            }
            table.print(System.out);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "init",
            mixinStandardHelpOptions = true,
            description = "Writes a configuration file to start from, with a namespace of this site's own."
                    + " Keep it: the ids of all Flows and Sources follow from the namespace.")
    static final class Init implements Callable<Integer> {

        @Parameters(
                paramLabel = "FILE",
                arity = "0..1",
                defaultValue = "tams-ingest.yaml",
                description = "default: ${DEFAULT-VALUE}")
        @SuppressWarnings("NullAway.Init") // picocli gives it its default
        private Path file;

        @Override
        public Integer call() {
            try {
                Files.writeString(file, ConfigFile.withNamespace(UUID.randomUUID()), StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException e) {
                throw new ConfigException(file
                        + " is there already and stays as it is: its namespace must not change; name another file");
            } catch (IOException e) {
                throw new ConfigException(file + " cannot be written: " + e.getMessage());
            }
            System.err.println("wrote " + file);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "schema",
            mixinStandardHelpOptions = true,
            description = "Prints a JSON Schema of the configuration file, for editors that complete and check YAML.")
    static final class Schema implements Callable<Integer> {

        @Override
        public Integer call() {
            Map<String, Object> schema = ConfigFile.schema();
            System.out.println(Json.text(schema));
            return ExitCode.OK;
        }
    }
}
