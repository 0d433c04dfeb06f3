package tams.ingest.watcher;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a chunk's file name says: its stream, its place in it and when it was made.
 *
 * @param stream what the names of one stream have in common
 * @param sequence counted up by the writer; null where the name has no counter, as with names made of a date
 * @param namedAt the time in the name; null without one
 */
record ChunkName(
        String stream, @Nullable Long sequence, @Nullable Instant namedAt, String name) {

    private static final int DIGITS_MAX = 18;

    /** What ffmpeg's second_level_segment_* add to a counter: size, and duration in microseconds, below 11 days. */
    private static final Pattern SIZE_AND_DURATION =
            Pattern.compile("(?<counted>.*\\d)[-_]\\d+[-_]0\\d{12}", Pattern.DOTALL);

    /** The names that encoders give when nobody tells them otherwise, without their endings, most telling first. */
    private static final List<Pattern> COUNTERS = List.of(
            Pattern.compile("(?<stream>.+?)[-_ .](?<seq>\\d{1,10})", Pattern.DOTALL),
            Pattern.compile("(?<stream>[A-Za-z]*)(?<seq>\\d{1,9})"));

    /** A counter where the name has a time before it; one before the time is more likely a camera's number. */
    private static final Pattern COUNTER_AFTER_TIME =
            Pattern.compile("(?<stream>.*?)[-_ ](?<seq>\\d{1,10})", Pattern.DOTALL);

    /** After a date with a T this may be a counter or a zone; a counter that is right only at times is none. */
    private static final Pattern COUNTER_OR_ZONE = Pattern.compile("-\\d{4}");

    /**
     * Takes a file's name apart.
     *
     * @param pattern the feed's own; null for the built-in ones
     * @param zone of a time that names none
     */
    static ChunkName of(String name, @Nullable Pattern pattern, ZoneId zone) {
        return pattern == null ? builtIn(name, zone) : own(name, pattern, zone);
    }

    private static ChunkName builtIn(String name, ZoneId zone) {
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            return new ChunkName("", null, null, name);
        }
        Matcher secondLevel = SIZE_AND_DURATION.matcher(name.substring(0, dot));
        String stem = secondLevel.matches() ? secondLevel.group("counted") : name.substring(0, dot);
        TimeInName time = TimeInName.find(stem, zone);
        return time == null ? counted(stem, name) : timed(stem, time, name);
    }

    private static ChunkName counted(String stem, String name) {
        for (Pattern counter : COUNTERS) {
            Matcher matcher = counter.matcher(stem);
            if (matcher.matches()) {
                return new ChunkName(matcher.group("stream"), number(matcher.group("seq")), null, name);
            }
        }
        return new ChunkName("", null, null, name);
    }

    private static ChunkName timed(String stem, TimeInName time, String name) {
        String before = stem.substring(0, time.start());
        String after = stem.substring(time.end());
        Matcher counter = COUNTER_AFTER_TIME.matcher(after);
        boolean isCounted = counter.matches()
                && !(time.isIso() && COUNTER_OR_ZONE.matcher(after).matches());
        return isCounted
                ? new ChunkName(before + counter.group("stream"), number(counter.group("seq")), time.at(), name)
                : new ChunkName(before + after, null, time.at(), name);
    }

    private static ChunkName own(String name, Pattern pattern, ZoneId zone) {
        Matcher matcher = pattern.matcher(name);
        if (!matcher.matches()) {
            return new ChunkName("", null, null, name);
        }
        String stream = Groups.text(matcher, "stream");
        String sequence = Groups.text(matcher, "seq");
        return new ChunkName(
                stream == null ? "" : stream,
                sequence == null ? null : number(sequence),
                TimeInName.of(matcher, name, zone),
                name);
    }

    private static @Nullable Long number(String digits) {
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= DIGITS_MAX
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return isNumber ? Long.valueOf(digits) : null;
    }

    /** Whether this is of {@code other}'s stream and comes after it: by its counter, or else by its time. */
    boolean follows(ChunkName other) {
        if (!stream.equals(other.stream)) {
            return false;
        }
        if (sequence != null || other.sequence != null) {
            return sequence != null && other.sequence != null && sequence.compareTo(other.sequence) > 0;
        }
        return namedAt != null && other.namedAt != null && namedAt.isAfter(other.namedAt);
    }
}
