package tams.ingest.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tams.ingest.client.TagValue;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Where an edit's Source or Flow came from, as a tag on it: {@code ID RANGE at TIME}, one behind the other. */
final class Provenance {

    static final String TAG = "_tams_ingest_from";

    /** More are counted, not named: stores bound the length of a tag. */
    static final int PARTS_MAX = 100;

    private static final String SEPARATOR = "; ";
    private static final Pattern PART = Pattern.compile("([0-9a-f-]{36}) (\\S+) at (-?[0-9]+:[0-9]+)");

    private Provenance() {}

    /**
     * One stretch of another Source or Flow.
     *
     * @param from of the same kind as what bears the tag
     * @param range on its timeline
     * @param at where that begins here
     */
    record Part(UUID from, TimeRange range, Timestamp at) {

        /** The same with an end. */
        Part until(Timestamp end) {
            return new Part(from, range.intersection(new TimeRange(null, false, end, false)), at);
        }

        @Override
        public String toString() {
            return from + " " + range + " at " + at;
        }
    }

    static TagValue tag(List<Part> parts) {
        List<String> words = new ArrayList<>();
        parts.stream().limit(PARTS_MAX).forEach(part -> words.add(part.toString()));
        if (parts.size() > PARTS_MAX) {
            words.add((parts.size() - PARTS_MAX) + " more");
        }
        return TagValue.of(String.join(SEPARATOR, words));
    }

    /** What the tag says; what it does not say in these words is left out, for anybody can write a tag. */
    static List<Part> parts(TagValue tag) {
        return PART.matcher(tag.toString())
                .results()
                .flatMap(found -> part(found).stream())
                .toList();
    }

    private static Optional<Part> part(MatchResult words) {
        try {
            return Optional.of(new Part(
                    UUID.fromString(words.group(1)), TimeRange.parse(words.group(2)), Timestamp.parse(words.group(3))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
