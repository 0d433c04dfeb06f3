package tams.ingest.cli;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.OperatorActed;
import tams.ingest.contracts.Outcome;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicSetup;

/** What needs a person: chunks that could not be registered, and the ways to deal with them. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "What needs a person: chunks that the pipeline gave up on.",
        subcommands = {
            DeadLettersCommand.ListLetters.class,
            DeadLettersCommand.Show.class,
            DeadLettersCommand.RedriveLetters.class,
            DeadLettersCommand.Discard.class
        })
final class DeadLettersCommand extends CommandGroup {

    private static final int RATE_MAX = 1_000;

    private static List<DeadLetter> open(Settings settings) {
        TopicSetup.ensure(settings);
        List<DeadLetter> open = LetterBox.open(settings);
        if (open.size() == LetterBox.LETTERS_MAX) {
            System.err.printf("only %d letters are shown; deal with those first%n", open.size());
        }
        return open;
    }

    private static void print(LetterWork.Result result, OperatorActed.Action action, boolean dryRun, boolean json) {
        if (json) {
            System.out.println(Json.text(result.json(action, dryRun)));
            return;
        }
        String word = (dryRun ? "would " : "") + action;
        result.done()
                .forEach(letter ->
                        System.out.println(word + " " + letter.id() + " " + letter.feed() + " " + letter.shownFile()));
        result.skipped().forEach((letter, why) -> System.err.println("left " + letter.id() + ": " + why));
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the open letters, oldest first.")
    static final class ListLetters implements Callable<Integer> {

        @Mixin
        private final ConfigOption config = new ConfigOption();

        @Mixin
        private final LetterChoice choice = new LetterChoice();

        @Option(names = "--json", description = "one JSON document")
        private boolean json;

        @Override
        public Integer call() {
            List<DeadLetter> letters = choice.of(open(config.load()));
            if (json) {
                System.out.println(
                        Json.text(letters.stream().map(DeadLetter::row).toList()));
                return ExitCode.OK;
            }
            TextTable table = new TextTable("LETTER", "FEED", "FILE", "CLASS", "CAUSE", "REPLAYS", "WRITTEN", "REASON");
            letters.forEach(letter -> table.row(
                    letter.id(),
                    letter.feed(),
                    letter.shownFile(),
                    letter.errorClass(),
                    letter.cause(),
                    letter.replays(),
                    letter.writtenAt(),
                    letter.reason()));
            table.print(System.out);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints letters whole, with their headers and the original record, as JSON.")
    static final class Show implements Callable<Integer> {

        @Mixin
        private final ConfigOption config = new ConfigOption();

        @Mixin
        private final LetterChoice choice = new LetterChoice();

        @Option(names = "--json", description = "one JSON document instead of one a letter")
        private boolean json;

        @Override
        public Integer call() {
            List<DeadLetter> letters = choice.of(open(config.load()));
            if (json) {
                System.out.println(
                        Json.text(letters.stream().map(DeadLetter::whole).toList()));
            } else {
                letters.forEach(letter -> System.out.println(
                        Json.MAPPER.valueToTree(letter.whole()).toPrettyString()));
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "redrive",
            mixinStandardHelpOptions = true,
            description = "Puts letters back on the topic they came from, so that their chunks are tried again."
                    + " May be stopped anywhere and repeated.")
    static final class RedriveLetters implements Callable<Integer> {

        @Mixin
        private final ConfigOption config = new ConfigOption();

        @Mixin
        private final LetterChoice choice = new LetterChoice();

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private CommandSpec spec;

        @Option(names = "--dry-run", description = "only say what would be done")
        private boolean dryRun;

        @Option(names = "--rate", paramLabel = "N", defaultValue = "10", description = "letters a second; default: 10")
        private int rate;

        @Option(
                names = "--max-replays",
                paramLabel = "N",
                defaultValue = "3",
                description = "leave those that were put back so often; default: 3")
        private int maxReplays;

        @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the audit")
        private @Nullable String reason;

        @Option(names = "--json", description = "one JSON document")
        private boolean json;

        @Override
        public Integer call() {
            check("--rate", rate, RATE_MAX);
            check("--max-replays", maxReplays, Outcome.REPLAYS_MAX);
            Settings settings = config.load();
            List<DeadLetter> letters = choice.of(open(settings));
            LetterWork.Result result = new LetterWork(settings, Clock.systemUTC(), reason, dryRun)
                    .redrive(letters, Redrive.to(settings, maxReplays), rate);
            print(result, OperatorActed.Action.REDRIVE, dryRun, json);
            return result.skipped().isEmpty() ? ExitCode.OK : ExitCode.WARNINGS;
        }

        private void check(String option, int value, int most) {
            if (value < 1 || value > most) {
                throw new ParameterException(spec.commandLine(), option + " is from 1 to " + most + ": " + value);
            }
        }
    }

    @Command(
            name = "discard",
            mixinStandardHelpOptions = true,
            description = "Declares letters done with. Their chunks stay as the ledger has them, their files where they"
                    + " are.")
    static final class Discard implements Callable<Integer> {

        @Mixin
        private final ConfigOption config = new ConfigOption();

        @Mixin
        private final LetterChoice choice = new LetterChoice();

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private CommandSpec spec;

        @Option(names = "--all", description = "every open letter")
        private boolean all;

        @Option(names = "--dry-run", description = "only say what would be done")
        private boolean dryRun;

        @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the audit")
        private @Nullable String reason;

        @Option(names = "--json", description = "one JSON document")
        private boolean json;

        @Override
        public Integer call() {
            if (choice.isEverything() && !all && !dryRun) {
                throw new ParameterException(
                        spec.commandLine(), "which letters? Name them, or give --feed, --match or --all");
            }
            Settings settings = config.load();
            LetterWork.Result result =
                    new LetterWork(settings, Clock.systemUTC(), reason, dryRun).discard(choice.of(open(settings)));
            print(result, OperatorActed.Action.DISCARD, dryRun, json);
            return ExitCode.OK;
        }
    }
}
