package tams.ingest.testbed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Faults as text, one a line: which call, which of them, what happens.
 *
 * <pre>
 *   register 3      refuse 503 retry-after=2s
 *   register 5..8   refuse 429                  # a burst
 *   upload every 4  refuse 400 code=BadDigest
 *   segments 2      hide pause=800ms
 * </pre>
 *
 * <p>The first line that fits counts.
 */
record WrittenScript(List<Rule> rules) implements FaultScript {

    private static final Pattern LINE = Pattern.compile(
            "(\\w+)\\s+(?:every\\s+(\\d{1,6})|(\\d{1,6})(?:\\.\\.(\\d{1,6}))?)\\s+([a-z-]+)((?:\\s+\\S+)*)");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s)");

    WrittenScript {
        rules = List.copyOf(rules);
    }

    /**
     * One line.
     *
     * @param every the period; 0 where {@code from} to {@code to} count
     */
    record Rule(StoreCall call, int every, int from, int to, Fault fault) {

        boolean fits(StoreCall made, int number) {
            return made == call && (every > 0 ? number % every == 0 : number >= from && number <= to);
        }
    }

    /** Reads a script. @throws IllegalArgumentException naming the line that cannot be read, and why */
    static WrittenScript parse(String text) {
        List<Rule> rules = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].replaceAll("#.*", "").strip();
            if (line.isEmpty()) {
                continue;
            }
            try {
                rules.add(rule(line));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + (i + 1) + " '" + line + "': " + e.getMessage(), e);
            }
        }
        return new WrittenScript(rules);
    }

    private static Rule rule(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected CALL (N | N..M | every N) FAULT [name=value]");
        }
        StoreCall call = StoreCall.ofWord(parts.group(1).toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new IllegalArgumentException("no call is named " + parts.group(1)));
        Fault.Kind kind = Fault.Kind.ofWord(parts.group(5))
                .orElseThrow(() -> new IllegalArgumentException("no fault is named " + parts.group(5)));
        int every = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
        int from = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        int to = parts.group(4) == null ? from : Integer.parseInt(parts.group(4));
        if (every == 0 && (from < 1 || to < from)) {
            throw new IllegalArgumentException("calls are counted from 1, upwards");
        }
        Fault fault = Fault.of(kind);
        for (String word : parts.group(6).strip().split("\\s+", -1)) {
            fault = word.isEmpty() ? fault : refined(fault, word);
        }
        return new Rule(call, every, from, to, fault);
    }

    private static Fault refined(Fault fault, String word) {
        int equals = word.indexOf('=');
        String value = word.substring(equals + 1);
        return switch (equals < 0 ? "" : word.substring(0, equals)) {
            case "" -> fault.with(status(word));
            case "code" -> fault.coded(value);
            case "retry-after" -> fault.retryAfter(duration(value));
            case "pause" -> fault.pausing(duration(value));
            default -> throw new IllegalArgumentException("expected a status, code=, retry-after= or pause=: " + word);
        };
    }

    private static int status(String word) {
        if (!word.matches("[2345]\\d\\d")) {
            throw new IllegalArgumentException("not an HTTP status: " + word);
        }
        return Integer.parseInt(word);
    }

    private static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a duration such as 2s or 300ms: " + text);
        }
        long count = Long.parseLong(parts.group(1));
        return parts.group(2).equals("s") ? Duration.ofSeconds(count) : Duration.ofMillis(count);
    }

    @Override
    public Optional<Fault> at(StoreCall call, int number) {
        return rules.stream()
                .filter(rule -> rule.fits(call, number))
                .map(Rule::fault)
                .findFirst();
    }

    /** All that may happen to a call. */
    List<Fault> faultsOf(StoreCall call) {
        return rules.stream()
                .filter(rule -> rule.call() == call)
                .map(Rule::fault)
                .toList();
    }
}
