package tams.ingest.watcher;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a chunk's file name says: its stream and its place in it.
 *
 * @param stream what the names of one stream have in common
 * @param sequence counted up by the writer; null where the name has no counter, as with names made of a date
 */
record ChunkName(String stream, @Nullable Long sequence, String name) {

    private static final int DIGITS_MAX = 18;

    /** A moment at the end of the name, or a count of seconds, milliseconds … since 1970: not a counter. */
    private static final Pattern MOMENT = Pattern.compile(
            "(?:.*\\D)?(?:\\d{4}-?[01]\\d-?[0-3]\\d[T _-]?[0-2]\\d[-:.h]?[0-5]\\d[-:.m]?[0-6]\\d(?:[.,_-]?\\d{1,9})?"
                    + "(?:Z|[+-]\\d{2}:?\\d{2})?|[12]\\d{9}|[12]\\d{12}|[12]\\d{15}|[12]\\d{18})\\.[^.]+",
            Pattern.DOTALL);

    /** The names that encoders give when nobody tells them otherwise, most telling first. */
    private static final List<Pattern> BUILT_IN = List.of(
            // ffmpeg's second_level_segment_*: counter, size, duration in microseconds
            Pattern.compile("(?<stream>.+?)[-_](?<seq>\\d{1,10})[-_]\\d+[-_]\\d{13}\\.[^.]+", Pattern.DOTALL),
            Pattern.compile("(?<stream>.+?)[-_ .](?<seq>\\d{1,10})\\.[^.]+", Pattern.DOTALL),
            Pattern.compile("(?<stream>[A-Za-z]*)(?<seq>\\d{1,9})\\.[^.]+"));

    /**
     * Takes a file's name apart.
     *
     * @param pattern the feed's own; null for the built-in ones
     */
    static ChunkName of(String name, @Nullable Pattern pattern) {
        if (pattern != null) {
            return parsed(name, pattern);
        }
        if (!MOMENT.matcher(name).matches()) {
            for (Pattern builtIn : BUILT_IN) {
                ChunkName parsed = parsed(name, builtIn);
                if (parsed.sequence != null) {
                    return parsed;
                }
            }
        }
        return new ChunkName("", null, name);
    }

    private static ChunkName parsed(String name, Pattern pattern) {
        Matcher matcher = pattern.matcher(name);
        if (!matcher.matches()) {
            return new ChunkName("", null, name);
        }
        String stream = group(matcher, "stream");
        String sequence = group(matcher, "seq");
        return new ChunkName(stream == null ? "" : stream, sequence == null ? null : number(sequence), name);
    }

    /** A group's text; null when the expression has no such group or it took no part. */
    private static @Nullable String group(Matcher matcher, String group) {
        return matcher.pattern().pattern().contains("(?<" + group + ">") ? matcher.group(group) : null;
    }

    private static @Nullable Long number(String digits) {
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= DIGITS_MAX
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return isNumber ? Long.valueOf(digits) : null;
    }

    /** Whether this is of {@code other}'s stream and comes after it. */
    boolean follows(ChunkName other) {
        return sequence != null
                && other.sequence != null
                && stream.equals(other.stream)
                && sequence.compareTo(other.sequence) > 0;
    }
}
