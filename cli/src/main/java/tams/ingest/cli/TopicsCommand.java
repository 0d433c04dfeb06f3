package tams.ingest.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tams.ingest.contracts.Json;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicReview;
import tams.ingest.kit.TopicSetup;

@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "The pipeline's topics in Kafka.",
        subcommands = {TopicsCommand.Create.class, TopicsCommand.Diff.class})
final class TopicsCommand extends CommandGroup {

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description =
                    "Creates the topics that are missing, with our own settings. Those that are there stay as they are.")
    static final class Create implements Callable<Integer> {

        @Mixin
        private final ConfigOption config = new ConfigOption();

        @Override
        public Integer call() {
            Settings settings = config.load();
            TopicSetup.ensure(settings);
            List<TopicReview.Difference> differences = TopicReview.of(settings);
            System.err.println(
                    differences.isEmpty()
                            ? "all topics are there, as they should be"
                            : "all topics are there; " + differences.size() + " settings differ: see topics diff");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "diff",
            mixinStandardHelpOptions = true,
            description = "Lists what is missing or set otherwise than it should be; exit code 3 if anything is.")
    static final class Diff implements Callable<Integer> {

        @Mixin
        private final ConfigOption config = new ConfigOption();

        @Option(names = "--json", description = "one JSON document")
        private boolean json;

        @Override
        public Integer call() {
            List<TopicReview.Difference> differences = TopicReview.of(config.load());
            if (json) {
                System.out.println(Json.text(differences));
            } else if (!differences.isEmpty()) {
                TextTable table = new TextTable("TOPIC", "SETTING", "IS", "SHOULD BE");
                differences.forEach(each -> table.row(each.topic(), each.setting(), each.found(), each.wanted()));
                table.print(System.out);
            }
            return differences.isEmpty() ? ExitCode.OK : ExitCode.CHECK_FAILED;
        }
    }
}
