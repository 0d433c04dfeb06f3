package tams.ingest.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside a chunk's PTS: signs of when it was made and of what it follows. None of them advances time; they
 * anchor an epoch and check it.
 *
 * @param namedAt the time in the file's name, in the feed's {@code timeline.zone} where the name has none; null without
 * @param listedAt {@code EXT-X-PROGRAM-DATE-TIME} of the chunk in a playlist beside it; null without
 * @param discontinuity whether that playlist has {@code EXT-X-DISCONTINUITY} right before the chunk
 * @param slices CRC-32C of {@value #SLICES} equal parts of the file, the last one taking the rest: an altered copy shares
 *     most of them with its original, another recording none. Empty when not known
 */
public record Evidence(
        @Nullable Instant namedAt, @Nullable Instant listedAt, boolean discontinuity, List<Integer> slices) {

    public static final int SLICES = 8;

    public static final Evidence NONE = new Evidence(null, null, false, List.of());

    public Evidence {
        slices = List.copyOf(slices);
        if (!slices.isEmpty() && slices.size() != SLICES) {
            throw new IllegalArgumentException("a file has " + SLICES + " slices, not " + slices.size());
        }
    }
}
