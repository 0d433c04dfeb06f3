package tams.ingest.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which of the open dead letters are meant: those named, of one feed, and in which a pattern is found. */
final class LetterChoice {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "LETTER", arity = "0..*", description = "as dead-letters list names it, e.g. 3-17")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--feed", paramLabel = "ID", description = "only this feed's")
    private @Nullable String feed;

    @Option(
            names = "--match",
            paramLabel = "REGEX",
            description = "only where this is found in file, cause, reason, error class or arrival")
    private @Nullable String match;

    /** Whether nothing was asked for in particular. */
    boolean isEverything() {
        return ids.isEmpty() && feed == null && match == null;
    }

    /**
     * The letters that are meant.
     *
     * @throws ParameterException when one is named that is not open, or the pattern is none
     */
    List<DeadLetter> of(List<DeadLetter> open) {
        for (String id : ids) {
            if (open.stream().noneMatch(letter -> letter.id().equals(id))) {
                throw new ParameterException(
                        spec.commandLine(),
                        "no open dead letter '" + id + "': dead-letters list shows those there are; one that was"
                                + " redriven or discarded is on ingest.audit");
            }
        }
        Pattern pattern = pattern();
        return open.stream()
                .filter(letter -> ids.isEmpty() || ids.contains(letter.id()))
                .filter(letter -> feed == null || feed.equals(letter.feed()))
                .filter(letter -> pattern == null || letter.matches(pattern))
                .toList();
    }

    private @Nullable Pattern pattern() {
        try {
            return match == null ? null : Pattern.compile(match);
        } catch (PatternSyntaxException e) {
            throw new ParameterException(
                    spec.commandLine(), "--match is not a regular expression: " + e.getDescription());
        }
    }
}
