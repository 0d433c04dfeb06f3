package tams.ingest.registrar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import tams.ingest.contracts.Json;

/** Answers what became of a chunk that somebody names, the same way wherever the ledger's lines are found. */
public final class ChunkLookup {

    /** Arrivals that are looked at for one id. */
    public static final int ARRIVALS_MAX = 50;

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    /** Digits by which chunks are told apart that share a beginning. */
    private static final int HEX_SHOWN = 24;

    private ChunkLookup() {}

    /** Where an arrival's last line is found. */
    @FunctionalInterface
    public interface Lines {
        /** Lines that match, at most {@link #ARRIVALS_MAX}, the latest; in any order. */
        List<ChunkLine> find(ChunkQuery query);
    }

    /**
     * What is answered.
     *
     * @param status as HTTP has it: 200, 400 for what is no id, 404 for nothing found, 409 for several chunks
     * @param body the chunk's way, or {@code {"error": …}} with one line for a person
     */
    public record Answer(int status, JsonNode body) {

        static Answer error(int status, String words) {
            return new Answer(status, Json.MAPPER.createObjectNode().put("error", words));
        }
    }

    /** Looks for a chunk and, where there is one, for its trail. */
    public static Answer answer(String id, Lines lines, TopicSearch search) {
        try {
            for (ChunkQuery query : ChunkQuery.readings(id)) {
                List<ChunkLine> found = lines.find(query).stream()
                        .sorted(Comparator.comparing(
                                        (ChunkLine line) -> line.outcome().at())
                                .reversed())
                        .toList();
                if (!found.isEmpty()) {
                    return answer(id, query, found, search);
                }
            }
        } catch (IllegalArgumentException e) {
            return Answer.error(BAD_REQUEST, String.valueOf(e.getMessage()));
        }
        return ChunkQuery.isTooShort(id)
                ? Answer.error(
                        BAD_REQUEST,
                        "'" + id + "' is no file's name and too short for a SHA-256: give at least "
                                + ChunkQuery.HEX_DIGITS_MIN + " of its 64 hex digits")
                : Answer.error(
                        NOT_FOUND,
                        "the ledger has no chunk '" + shown(id)
                                + "': give 12 or more hex digits of its SHA-256, its arrival id, or its file's name");
    }

    private static Answer answer(String id, ChunkQuery query, List<ChunkLine> found, TopicSearch search) {
        List<String> hashes = found.stream()
                .map(line -> line.outcome().file().sha256())
                .distinct()
                .sorted()
                .toList();
        if (query.kind() == ChunkQuery.Kind.HASH && hashes.size() > 1) {
            return Answer.error(
                    CONFLICT,
                    "'" + id + "' begins the SHA-256 of " + hashes.size() + " chunks: give more digits of "
                            + String.join(
                                    " or ",
                                    hashes.stream()
                                            .map(hash -> hash.substring(0, Math.max(id.length() + 4, HEX_SHOWN)))
                                            .toList()));
        }
        ObjectNode story = ChunkStory.whole(found.get(0), ChunkTrail.of(found.get(0), search));
        if (found.size() > 1) {
            ArrayNode others = story.putArray("others");
            found.stream().skip(1).map(ChunkStory::brief).forEach(others::add);
        }
        return new Answer(OK, story);
    }

    private static String shown(String id) {
        return id.replaceAll("\\p{Cntrl}", "?");
    }
}
