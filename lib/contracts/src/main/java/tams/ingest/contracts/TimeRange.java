package tams.ingest.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a timeline in TAMS's notation: {@code [0:0_6:6000000)}, {@code _} for all of time, {@code ()} for none.
 *
 * <p>Every empty range is {@link #NEVER}, so two ranges that hold the same instants are equal.
 *
 * @param start the first bound; null when the range has no beginning
 * @param includesStart whether {@code start} itself belongs to the range; false when there is none
 * @param end the last bound; null when the range has no end
 * @param includesEnd whether {@code end} itself belongs to the range; false when there is none
 */
public record TimeRange(
        @Nullable Timestamp start,
        boolean includesStart,
        @Nullable Timestamp end,
        boolean includesEnd) {

    public static final TimeRange NEVER = new TimeRange(Timestamp.ZERO, false, Timestamp.ZERO, false);
    public static final TimeRange ETERNITY = new TimeRange(null, false, null, false);

    private static final String TIMESTAMP = "-?(?:0|[1-9][0-9]*):(?:0|[1-9][0-9]{0,8})";
    private static final Pattern FORM =
            Pattern.compile("([\\[(])?(" + TIMESTAMP + ")?(_)?(" + TIMESTAMP + ")?([\\])])?");

    public TimeRange {
        includesStart = start != null && includesStart;
        includesEnd = end != null && includesEnd;
        if (start != null && end != null && isEmpty(start.compareTo(end), includesStart && includesEnd)) {
            start = Timestamp.ZERO;
            end = Timestamp.ZERO;
            includesStart = false;
            includesEnd = false;
        }
    }

    private static boolean isEmpty(int order, boolean closed) {
        return order > 0 || (order == 0 && !closed);
    }

    /** {@code [start_end)}, the form of media whose samples last. */
    public static TimeRange between(Timestamp start, Timestamp end) {
        return new TimeRange(start, true, end, false);
    }

    /** {@code [at]}. */
    public static TimeRange instant(Timestamp at) {
        return new TimeRange(at, true, at, true);
    }

    public static TimeRange from(Timestamp start) {
        return new TimeRange(start, true, null, false);
    }

    /**
     * Parses a TAMS time range.
     *
     * <p>Stricter than the specification's pattern, which also matches text that means nothing: refused are the empty
     * text, a bracket on one side only, an exclusive instant, and a range whose end lies before its start. Bounds
     * without any bracket are inclusive, as in BBC's mediatimestamp.
     *
     * @throws IllegalArgumentException naming the text and what is wrong with it
     */
    @JsonCreator
    public static TimeRange parse(String text) {
        if (text.equals("()")) {
            return NEVER;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw refused(text, "expected e.g. [0:0_10:0)");
        }
        if (form.group(3) == null) {
            return parseInstant(text, form);
        }
        @Nullable Timestamp start = form.group(2) == null ? null : Timestamp.parse(form.group(2));
        @Nullable Timestamp end = form.group(4) == null ? null : Timestamp.parse(form.group(4));
        if (start != null && end != null) {
            if ((form.group(1) == null) != (form.group(5) == null)) {
                throw refused(text, "a bracket is missing on one side");
            }
            if (end.compareTo(start) < 0) {
                throw refused(text, "the end lies before the start");
            }
        }
        return new TimeRange(start, !"(".equals(form.group(1)), end, !")".equals(form.group(5)));
    }

    private static TimeRange parseInstant(String text, Matcher form) {
        if (form.group(2) == null) {
            throw refused(text, "it names no time");
        }
        if (form.group(4) != null) {
            throw refused(text, "'_' is missing between the bounds");
        }
        boolean bare = form.group(1) == null && form.group(5) == null;
        if (!bare && !("[".equals(form.group(1)) && "]".equals(form.group(5)))) {
            throw refused(text, "an instant is written [t]");
        }
        return instant(Timestamp.parse(form.group(2)));
    }

    private static IllegalArgumentException refused(String text, String why) {
        return new IllegalArgumentException("not a time range: '" + text + "': " + why);
    }

    public boolean isEmpty() {
        return equals(NEVER);
    }

    public boolean contains(Timestamp at) {
        return !intersection(instant(at)).isEmpty();
    }

    public boolean contains(TimeRange other) {
        return other.isEmpty() || intersection(other).equals(other);
    }

    public boolean overlaps(TimeRange other) {
        return !intersection(other).isEmpty();
    }

    public TimeRange intersection(TimeRange other) {
        if (isEmpty() || other.isEmpty()) {
            return NEVER;
        }
        TimeRange later = compareStarts(other) >= 0 ? this : other;
        TimeRange earlier = compareEnds(other) <= 0 ? this : other;
        return new TimeRange(later.start, later.includesStart, earlier.end, earlier.includesEnd);
    }

    /** What is left of this range without {@code other}: none, one or two ranges in order. */
    public List<TimeRange> minus(TimeRange other) {
        TimeRange common = intersection(other);
        if (common.isEmpty()) {
            return isEmpty() ? List.of() : List.of(this);
        }
        List<TimeRange> rest = new ArrayList<>(2);
        if (common.start != null && compareStarts(common) < 0) {
            rest.add(new TimeRange(start, includesStart, common.start, !common.includesStart));
        }
        if (common.end != null && compareEnds(common) > 0) {
            rest.add(new TimeRange(common.end, !common.includesEnd, end, includesEnd));
        }
        rest.removeIf(TimeRange::isEmpty);
        return List.copyOf(rest);
    }

    /** The distance from start to end; empty when the range is open-ended. */
    public Optional<Timestamp> length() {
        return start == null || end == null ? Optional.empty() : Optional.of(end.minus(start));
    }

    /** The same stretch, {@code by} later. */
    public TimeRange shifted(Timestamp by) {
        return isEmpty()
                ? this
                : new TimeRange(
                        start == null ? null : start.plus(by),
                        includesStart,
                        end == null ? null : end.plus(by),
                        includesEnd);
    }

    /** Orders by where ranges begin; an inclusive bound begins before an exclusive one at the same time. */
    public int compareStarts(TimeRange other) {
        if (start == null || other.start == null) {
            return Boolean.compare(start != null, other.start != null);
        }
        int order = start.compareTo(other.start);
        return order != 0 ? order : Boolean.compare(other.includesStart, includesStart);
    }

    /** Orders by where ranges end; an exclusive bound ends before an inclusive one at the same time. */
    public int compareEnds(TimeRange other) {
        if (end == null || other.end == null) {
            return Boolean.compare(end == null, other.end == null);
        }
        int order = end.compareTo(other.end);
        return order != 0 ? order : Boolean.compare(includesEnd, other.includesEnd);
    }

    /** The TAMS form, with brackets wherever there is a bound. */
    @JsonValue
    @Override
    public String toString() {
        if (isEmpty()) {
            return "()";
        }
        if (start != null && start.equals(end)) {
            return "[" + start + "]";
        }
        return (start == null ? "" : (includesStart ? "[" : "(") + start)
                + "_"
                + (end == null ? "" : end + (includesEnd ? "]" : ")"));
    }
}
