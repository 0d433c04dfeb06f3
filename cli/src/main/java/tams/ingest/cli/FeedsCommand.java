package tams.ingest.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.OperatorActed;
import tams.ingest.kit.FeedFile;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicSetup;

@Command(
        name = "feeds",
        mixinStandardHelpOptions = true,
        description = "The feed table.",
        subcommands = {
            FeedsCommand.Apply.class,
            FeedsCommand.ListFeeds.class,
            FeedsCommand.Pause.class,
            FeedsCommand.Resume.class
        })
final class FeedsCommand extends CommandGroup {

    private static void note(Settings settings, OperatorActed.Action action, List<String> feeds) {
        if (feeds.isEmpty()) {
            return;
        }
        try (Audit audit = Audit.open(settings)) {
            feeds.forEach(feed -> audit.note(new OperatorActed(
                    feed,
                    action,
                    Audit.operator(),
                    null,
                    null,
                    Clock.systemUTC().instant())));
        }
    }

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
            note(settings, OperatorActed.Action.FEED_SET, change.set());
            note(settings, OperatorActed.Action.FEED_REMOVED, change.removed());
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
            FeedTableTopic.Table lines = FeedTableTopic.read(config.load());
            List<Feed> feeds = lines.feeds();
            if (json) {
                System.out.println(Json.text(Map.of("feeds", feeds, "paused", lines.paused())));
                return ExitCode.OK;
            }
            TextTable table =
                    new TextTable("FEED", "FOLDER", "COMPLETE", "ESSENCE", "ORIGIN", "AFTER", "PAUSED", "LABEL");
            feeds.forEach(feed -> table.row(
                    feed.id(),
                    feed.folder(),
                    feed.complete(),
                    feed.essence(),
                    feed.timeline().origin(),
                    feed.after(),
                    String.join(" ", lines.pausedBy(feed)),
                    feed.flow().label()));
            table.print(System.out);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description =
                    "Stops announcing a feed's files; they stay in its folder, and what has been announced runs on."
                            + " Survives restarts and feeds apply.")
    static final class Pause implements Callable<Integer> {

        @Mixin
        private final ConfigOption config = new ConfigOption();

        @Parameters(paramLabel = "ID", description = "the feed; for one made by an expression, its folder's name")
        @SuppressWarnings("NullAway.Init") // picocli insists on it
        private String feed;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private CommandSpec spec;

        @Override
        public Integer call() {
            Settings settings = config.load();
            TopicSetup.ensure(settings);
            FeedTableTopic.Table table = FeedTableTopic.read(settings);
            if (feed.startsWith("~") || !table.has(feed)) {
                throw new ParameterException(
                        spec.commandLine(), "no feed '" + feed + "' in the table: feeds list shows those there are");
            }
            if (table.paused().contains(feed)) {
                System.err.printf("%s is paused already%n", feed);
                return ExitCode.OK;
            }
            FeedTableTopic.pause(settings, feed, true, Clock.systemUTC());
            note(settings, OperatorActed.Action.PAUSE, List.of(feed));
            System.err.printf("paused %s: its files stay until 'feeds resume %s'%n", feed, feed);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Announces a paused feed's files again, those first that came meanwhile.")
    static final class Resume implements Callable<Integer> {

        @Mixin
        private final ConfigOption config = new ConfigOption();

        @Parameters(paramLabel = "ID", description = "the feed that was paused")
        @SuppressWarnings("NullAway.Init") // picocli insists on it
        private String feed;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private CommandSpec spec;

        @Override
        public Integer call() {
            Settings settings = config.load();
            TopicSetup.ensure(settings);
            FeedTableTopic.Table table = FeedTableTopic.read(settings);
            // What is paused can be resumed though the table lost its line meanwhile.
            if (!table.paused().contains(feed)) {
                if (table.has(feed)) {
                    System.err.printf("%s is not paused%n", feed);
                    return ExitCode.OK;
                }
                throw new ParameterException(
                        spec.commandLine(), "no feed '" + feed + "' in the table: feeds list shows those there are");
            }
            FeedTableTopic.pause(settings, feed, false, Clock.systemUTC());
            note(settings, OperatorActed.Action.RESUME, List.of(feed));
            System.err.printf("resumed %s%n", feed);
            return ExitCode.OK;
        }
    }
}
