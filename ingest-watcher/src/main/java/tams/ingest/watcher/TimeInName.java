package tams.ingest.watcher;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A moment that a file's name holds.
 *
 * @param start of its text within the name
 * @param end of its text, exclusive
 * @param isIso whether a T stands between date and time of day
 */
record TimeInName(int start, int end, Instant at, boolean isIso) {

    private static final String NOT_WITHIN_DIGITS = "(?<!\\d)";
    private static final String NOT_WITHIN_A_WORD = "(?<![0-9A-Za-z])";
    private static final String ENDS = "(?![0-9A-Za-z])";

    private static final Pattern WITH_T = Pattern.compile(NOT_WITHIN_DIGITS + WrittenTime.WITH_T + ENDS);
    private static final Pattern WITHOUT_T = Pattern.compile(NOT_WITHIN_DIGITS + WrittenTime.WITHOUT_T + ENDS);

    /**
     * Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by the number of digits. A letter beside
     * them makes them something else: b1427000000 is a bitrate, w1584963200 a session.
     */
    private static final Pattern SINCE_1970 = Pattern.compile(
            NOT_WITHIN_A_WORD + "(?<count>\\d{19}|\\d{16}|\\d{13}|\\d{10}(?:\\.(?<fraction>\\d{1,9}))?)" + ENDS);

    /** What a feed's own expression may call a count since 1970, with its digits after the seconds. */
    private static final Map<String, Integer> COUNTS = Map.of("epoch", 0, "epochms", 3, "epochus", 6, "epochns", 9);

    private static final int SECOND_DIGITS = 10;
    private static final int NANO_DIGITS = 9;

    /**
     * Finds the first date in a name, or else the first count since 1970.
     *
     * @param zone of a date that names none
     */
    static @Nullable TimeInName find(String text, ZoneId zone) {
        // Most names have a counter and nothing else; a folder may hold 100,000.
        if (text.chars().filter(TimeInName::isDigit).count() < SECOND_DIGITS) {
            return null;
        }
        for (Pattern form : List.of(WITH_T, WITHOUT_T)) {
            for (Matcher matcher = form.matcher(text); matcher.find(); ) {
                Instant at = WrittenTime.of(matcher, zone);
                if (at != null) {
                    return new TimeInName(matcher.start(), matcher.end(), at, form == WITH_T);
                }
            }
        }
        for (Matcher matcher = SINCE_1970.matcher(text); matcher.find(); ) {
            String digits = matcher.group("count").replace(".", "");
            Instant at = since1970(digits, digits.length() - SECOND_DIGITS);
            if (at != null) {
                return new TimeInName(matcher.start(), matcher.end(), at, false);
            }
        }
        return null;
    }

    /**
     * The time in a name that a feed's own expression has matched: what its groups {@code dt} and {@code tz}, or {@code
     * epoch}, {@code epochms}, {@code epochus} or {@code epochns} hold; if it has none of them, the one that is found
     * beside its {@code seq}.
     */
    static @Nullable Instant of(Matcher matched, String name, ZoneId zone) {
        if (Groups.has(matched, "dt")) {
            String date = matched.group("dt");
            String stated = Groups.text(matched, "tz");
            return date == null ? null : WrittenTime.parse(date, stated == null ? zone : zone(stated, zone));
        }
        for (Map.Entry<String, Integer> count : COUNTS.entrySet()) {
            if (Groups.has(matched, count.getKey())) {
                String digits = matched.group(count.getKey());
                return digits == null ? null : since1970(digits, count.getValue());
            }
        }
        TimeInName found = find(name, zone);
        boolean isCounter = found != null
                && Groups.text(matched, "seq") != null
                && found.start < matched.end("seq")
                && matched.start("seq") < found.end;
        return found == null || isCounter ? null : found.at;
    }

    private static ZoneId zone(String stated, ZoneId fallback) {
        try {
            return "Z".equals(stated) ? ZoneOffset.UTC : ZoneId.of(stated);
        } catch (DateTimeException e) {
            return fallback;
        }
    }

    private static @Nullable Instant since1970(String digits, int fractionDigits) {
        boolean isCount = digits.length() > fractionDigits
                && digits.length() <= SECOND_DIGITS + NANO_DIGITS
                && digits.chars().allMatch(TimeInName::isDigit);
        if (!isCount) {
            return null;
        }
        int point = digits.length() - fractionDigits;
        String nanos = digits.substring(point) + "0".repeat(NANO_DIGITS - fractionDigits);
        return WrittenTime.plausible(
                Instant.ofEpochSecond(Long.parseLong(digits.substring(0, point)), Long.parseLong(nanos)));
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }
}
