package tams.ingest.cli;

import picocli.CommandLine.Command;

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
final class TamsCommand extends CommandGroup {}
