package tams.ingest.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tams.ingest.client.Segment;
import tams.ingest.contracts.Timestamp;

/**
 * Where the first file of an upload begins on the Flow's timeline.
 *
 * @param end whether behind what the Flow has
 * @param time the place; null for media time as it is, and with {@code end}
 */
record StartAt(boolean end, @Nullable Timestamp time) {

    static final class Text implements ITypeConverter<StartAt> {
        @Override
        public StartAt convert(String text) {
            if (text.equals("media") || text.equals("end")) {
                return new StartAt(text.equals("end"), null);
            }
            try {
                return new StartAt(false, Timestamp.parse(text));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "'" + text + "': expected media, end or a time such as 0:0 or 12:500000000");
            }
        }
    }

    /**
     * How much later than media time everything lies.
     *
     * @param files in order, at media time; at least one
     * @param content all segments of the Flow, asked for only where it matters
     */
    Timestamp shift(List<PlannedFile> files, Supplier<List<Segment>> content) {
        Timestamp first = files.get(0).start();
        if (!end) {
            return time == null ? Timestamp.ZERO : time.minus(first);
        }
        List<Segment> segments = content.get();
        return resumed(files, segments)
                .orElseGet(() -> segments.stream()
                        .map(segment -> segment.timerange().end())
                        .filter(Objects::nonNull)
                        .max(Timestamp::compareTo)
                        .map(last -> last.minus(first))
                        .orElse(first.negated()));
    }

    /** Where an earlier run put one of the files: the others belong beside it, not behind it. */
    private static Optional<Timestamp> resumed(List<PlannedFile> files, List<Segment> segments) {
        Map<String, Timestamp> starts = new HashMap<>();
        for (Segment segment : segments) {
            Timestamp start = segment.timerange().start();
            if (start != null) {
                starts.merge(
                        content(segment.objectId()), start, (one, other) -> one.compareTo(other) < 0 ? one : other);
            }
        }
        for (PlannedFile file : files) {
            Timestamp start = starts.get(file.content().toString());
            if (start != null) {
                return Optional.of(start.minus(file.start()));
            }
        }
        return Optional.empty();
    }

    /** An object's id without its generation. */
    private static String content(String objectId) {
        int generation = objectId.lastIndexOf("-g");
        return generation < 0 ? objectId : objectId.substring(0, generation);
    }
}
