package tams.ingest.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedDefined;
import tams.ingest.contracts.Json;
import tams.ingest.kit.FeedFile;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicSetup;

@Command(
        name = "feeds",
        mixinStandardHelpOptions = true,
        description = "The feed table.",
        subcommands = {FeedsCommand.Apply.class, FeedsCommand.ListFeeds.class})
final class FeedsCommand extends CommandGroup {

    @Command(
            name = "apply",
            mixinStandardHelpOptions = true,
            description =
                    "Makes a file the feed table: what it lacks is removed, its ledger stays. Takes effect at the next chunk.")
    static final class Apply implements Callable<Integer> {

        @Mixin
        private final ConfigOption config = new ConfigOption();

        @Parameters(paramLabel = "FILE", description = "the table, as in docs/feeds.yaml")
        @SuppressWarnings("NullAway.Init") // picocli insists on it
        private Path file;

        @Option(names = "--merge", description = "only add and change")
        private boolean merge;

        @Override
        public Integer call() {
            List<Feed> feeds = FeedFile.read(file);
            Settings settings = config.load();
            TopicSetup.ensure(settings);
            FeedTableTopic.Change change = FeedTableTopic.apply(settings, feeds, merge, Clock.systemUTC());
            System.err.printf(
                    "set %s, removed %s, unchanged %s%n",
                    named(change.set()), named(change.removed()), named(change.unchanged()));
            return ExitCode.OK;
        }

        private static String named(List<String> ids) {
            return ids.isEmpty() ? "none" : String.join(" ", ids);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Prints the feed table.")
    static final class ListFeeds implements Callable<Integer> {

        @Mixin
        private final ConfigOption config = new ConfigOption();

        @Option(names = "--json", description = "one JSON document")
        private boolean json;

        @Override
        public Integer call() {
            List<Feed> feeds = FeedTableTopic.read(config.load()).values().stream()
                    .map(FeedDefined::settings)
                    .toList();
            if (json) {
                System.out.println(Json.text(Map.of("feeds", feeds)));
                return ExitCode.OK;
            }
            TextTable table = new TextTable("FEED", "FOLDER", "COMPLETE", "ESSENCE", "ORIGIN", "AFTER", "LABEL");
            feeds.forEach(feed -> table.row(
                    feed.id(),
                    feed.folder(),
                    feed.complete(),
                    feed.essence(),
                    feed.timeline().origin(),
                    feed.after(),
                    feed.flow().label()));
            table.print(System.out);
            return ExitCode.OK;
        }
    }
}
