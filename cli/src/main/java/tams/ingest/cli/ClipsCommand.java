package tams.ingest.cli;

import picocli.CommandLine.Command;

/** New Sources made of what a store holds. */
@Command(
        name = "clips",
        mixinStandardHelpOptions = true,
        description =
                "Clips: new Sources and Flows that use objects of others, cut, shifted, put together, growing with a feed.",
        subcommands = {ClipsCreateCommand.class, ClipsListCommand.class, ClipsShowCommand.class, ClipsStopCommand.class
        })
final class ClipsCommand extends CommandGroup {}
