package tams.ingest.cli;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * An edit as OpenTimelineIO tells it, as far as a store can hold it: tracks of cuts and gaps.
 *
 * @param start where the timeline begins on the Flows that it describes or becomes
 */
record OtioTimeline(String name, Timestamp start, List<Track> tracks) {

    OtioTimeline {
        tracks = List.copyOf(tracks);
    }

    /**
     * Items one behind the other.
     *
     * @param kind {@code Video} or {@code Audio}, the kinds that OpenTimelineIO has
     */
    record Track(String name, String kind, List<Item> items) {

        Track {
            items = List.copyOf(items);
        }
    }

    /**
     * A cut, or a gap.
     *
     * @param place where it was found in the file, for messages; empty for one that was made
     * @param media null for a gap
     */
    record Item(
            String name,
            String place,
            Timestamp length,
            @Nullable Media media) {

        /** The part of it from {@code from} to {@code to}, counted from its beginning. */
        Item part(Timestamp from, Timestamp to) {
            return new Item(name, place, to.minus(from), media == null ? null : media.from(from));
        }
    }

    /**
     * What a cut shows.
     *
     * @param sourceId null where the file names the Flow alone
     * @param flowId null where the file names the Source alone
     * @param start the first instant shown, on the Flow's timeline
     * @param available what there was to be shown; null where the file does not say
     */
    record Media(
            @Nullable UUID sourceId,
            @Nullable UUID flowId,
            Timestamp start,
            @Nullable TimeRange available) {

        private Media from(Timestamp later) {
            return new Media(sourceId, flowId, start.plus(later), available);
        }
    }
}
