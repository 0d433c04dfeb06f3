package tams.ingest.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Counts;
import tams.ingest.contracts.FeedStatus;

/** What {@code top} shows: a line that sums up, then feeds, the worst first, as many as fit. No line is cut in 80 columns. */
final class TopScreen {

    /** In the order in which an operator wants to see them. */
    private static final List<FeedRow.State> WORST_FIRST = List.of(
            FeedRow.State.STALLED,
            FeedRow.State.LATE,
            FeedRow.State.PARKED,
            FeedRow.State.PAUSED,
            FeedRow.State.RECEIVING,
            FeedRow.State.IDLE);

    /** All columns but the first, with a blank before each. */
    private static final int OTHERS = 59;

    private static final int NAME_LEAST = 8;

    private static final String HEADS = " %-9s %6s %6s %7s %6s %5s %6s %6s";

    private TopScreen() {}

    static List<String> lines(List<FeedRow> rows, Rates rates, @Nullable String trouble, Instant now, ScreenSize size) {
        int name = Math.max(NAME_LEAST, size.columns() - OTHERS);
        List<String> lines = new ArrayList<>();
        lines.add(summary(rows, now));
        lines.add(trouble == null ? "" : trouble);
        lines.add(cell("FEED", name)
                + String.format(
                        Locale.ROOT, HEADS, "STATE", "LAST", "RATE/m", "PENDING", "FAILED", "GAPS", "P50ms", "P99ms"));
        List<FeedRow> sorted = rows.stream()
                .sorted(Comparator.comparing((FeedRow row) -> WORST_FIRST.indexOf(row.state()))
                        .thenComparing(row -> row.status().feed()))
                .toList();
        int room = size.rows() - lines.size() - 1;
        int shown = sorted.size() <= room ? sorted.size() : room - 1;
        sorted.subList(0, shown).forEach(row -> lines.add(line(row, rates, now, name)));
        if (shown < sorted.size()) {
            lines.add("… and " + states(sorted.subList(shown, sorted.size())));
        }
        return lines.stream().map(line -> cut(line, size.columns())).toList();
    }

    private static String summary(List<FeedRow> rows, Instant now) {
        long pending =
                rows.stream().mapToLong(row -> row.status().counts().pending()).sum();
        long gaps = rows.stream().mapToLong(row -> row.status().gaps()).sum();
        return now.truncatedTo(ChronoUnit.SECONDS) + "  " + rows.size() + " feeds: " + states(rows) + "; " + pending
                + " pending, " + gaps + " gaps";
    }

    private static String states(List<FeedRow> rows) {
        Map<FeedRow.State, Integer> counts = new EnumMap<>(FeedRow.State.class);
        rows.forEach(row -> counts.merge(row.state(), 1, Integer::sum));
        return WORST_FIRST.stream()
                .filter(counts::containsKey)
                .map(state -> counts.get(state) + " " + state)
                .collect(Collectors.joining(", "));
    }

    private static String line(FeedRow row, Rates rates, Instant now, int name) {
        FeedStatus status = row.status();
        Counts counts = status.counts();
        Instant arrived = status.lastArrivedAt();
        return cell(status.feed(), name)
                + String.format(
                        Locale.ROOT,
                        HEADS,
                        row.state(),
                        arrived == null ? "-" : age(Duration.between(arrived, now)),
                        dash(rates.perMinute(status.feed())),
                        counts.pending() + counts.parked(),
                        counts.conflict() + counts.poison() + counts.sourceLost(),
                        status.gaps(),
                        dash(row.percentile(50)),
                        dash(row.percentile(99)));
    }

    /** At most 5 characters. */
    static String age(Duration since) {
        long seconds = Math.max(0, since.toSeconds());
        if (seconds < 100) {
            return seconds + "s";
        }
        if (seconds < 100 * 60) {
            return seconds / 60 + "m";
        }
        return seconds < 100 * 3_600 ? seconds / 3_600 + "h" : Math.min(9_999, seconds / 86_400) + "d";
    }

    private static String dash(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    private static String cell(String text, int width) {
        return String.format(Locale.ROOT, "%-" + width + "s", cut(text, width));
    }

    private static String cut(String text, int width) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= width ? plain : plain.substring(0, width - 1) + "…";
    }
}
