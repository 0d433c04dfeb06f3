package tams.ingest.cli;

import picocli.CommandLine.Command;

/** Timelines out of a store and into it. */
@Command(
        name = "otio",
        mixinStandardHelpOptions = true,
        description = "OpenTimelineIO: what is in the store as a timeline, and a timeline as Flows in the store.",
        subcommands = {OtioExportCommand.class, OtioRenderCommand.class})
final class OtioCommand extends CommandGroup {}
