package tams.ingest.watcher;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a date with a time of day as people, encoders and playlists write it: ISO 8601 or close to it, up to nine digits of
 * a fraction, with or without a zone. Years 1990 to 2099; anything else is no time.
 *
 * <p>In the hour that a zone has twice when summer time ends, the first one is meant; a time in the hour it leaves out when
 * summer time begins is an hour later, as on the clock that was put forward. A second 60 is the first of the next minute.
 */
final class WrittenTime {

    private static final String TIME = "(?<hour>\\d{2})[-:.h]?(?<minute>\\d{2})[-:.m]?(?<second>\\d{2})"
            + "(?:[.,](?<fraction>\\d{1,9})|[-_]?(?<thousandths>\\d{9}|\\d{6}|\\d{3}))?(?!\\d)";
    private static final String DATE = "(?<year>\\d{4})(?<dash>-?)(?<month>\\d{2})\\k<dash>(?<day>\\d{2})";
    private static final String ZONE = "Z| ?\\+\\d{2}(?::?\\d{2})?|-\\d{2}:\\d{2}";

    /** With a T, where {@code -HHMM} is a zone if there is such a one; elsewhere it is more likely a counter. */
    static final String WITH_T = DATE + "T" + TIME + "(?<zone>" + ZONE + "|-(?:0[1-9]|1[0-2])[03]0(?!\\d))?";

    static final String WITHOUT_T = DATE + "[ _-]?" + TIME + "(?<zone>" + ZONE + ")?";

    private static final Pattern WHOLE_WITH_T = Pattern.compile(WITH_T);
    private static final Pattern WHOLE_WITHOUT_T = Pattern.compile(WITHOUT_T);

    private static final Instant FIRST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");
    private static final int NANO_DIGITS = 9;

    private WrittenTime() {}

    /**
     * Reads a text that holds a time and nothing else.
     *
     * @param zone of a time that names none
     * @return null when it is no time
     */
    static @Nullable Instant parse(String text, ZoneId zone) {
        for (Pattern form : new Pattern[] {WHOLE_WITH_T, WHOLE_WITHOUT_T}) {
            Matcher matcher = form.matcher(text);
            if (matcher.matches()) {
                return of(matcher, zone);
            }
        }
        return null;
    }

    /** The time of a match of {@link #WITH_T} or {@link #WITHOUT_T}; null when there is no such date or time of day. */
    static @Nullable Instant of(Matcher matcher, ZoneId zone) {
        int second = number(matcher, "second");
        boolean isLeapSecond = second == 60;
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(matcher, "year"),
                    number(matcher, "month"),
                    number(matcher, "day"),
                    number(matcher, "hour"),
                    number(matcher, "minute"),
                    isLeapSecond ? 59 : second,
                    nanos(matcher));
            String stated = matcher.group("zone");
            ZoneId meant = stated == null ? zone : ZoneOffset.of(stated.trim());
            return plausible(
                    local.plusSeconds(isLeapSecond ? 1 : 0).atZone(meant).toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The instant itself; null when no encoder of today can mean it. */
    static @Nullable Instant plausible(Instant instant) {
        return instant.isBefore(FIRST) || !instant.isBefore(END) ? null : instant;
    }

    private static int number(Matcher matcher, String group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static int nanos(Matcher matcher) {
        String fraction = matcher.group("fraction");
        String digits = fraction == null ? matcher.group("thousandths") : fraction;
        return digits == null ? 0 : Integer.parseInt(digits + "0".repeat(NANO_DIGITS - digits.length()));
    }
}
