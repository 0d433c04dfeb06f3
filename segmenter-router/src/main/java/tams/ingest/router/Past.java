package tams.ingest.router;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.TimeRange;

/** What a feed has had before, as far as it is remembered. */
interface Past {

    /** What was made of an arrival. */
    Optional<SegmentEvent> decisionOn(UUID arrival);

    /** The first arrival with those bytes that was planned. */
    Optional<UUID> holderOf(ChunkFile bytes);

    /** The last arrival that was planned for a part of that time. */
    Optional<Holder> holderOf(UUID flow, TimeRange time);

    /** The same past where whoever holds time in one of these Flows holds it in all of them: they share a timeline. */
    default Past of(List<UUID> flows) {
        Past each = this;
        return new Past() {
            @Override
            public Optional<SegmentEvent> decisionOn(UUID arrival) {
                return each.decisionOn(arrival);
            }

            @Override
            public Optional<UUID> holderOf(ChunkFile bytes) {
                return each.holderOf(bytes);
            }

            @Override
            public Optional<Holder> holderOf(UUID flow, TimeRange time) {
                return flows.stream()
                        .flatMap(other -> each.holderOf(other, time).stream())
                        .findFirst();
            }
        };
    }

    /**
     * An arrival that has a place in time.
     *
     * @param bytes the file's length
     * @param sequence the number in the file's name; null when it has none
     * @param slices of the file; empty when not known
     */
    record Holder(UUID arrival, long bytes, @Nullable Long sequence, List<Integer> slices) {

        static Holder of(ChunkArrived chunk) {
            return new Holder(
                    chunk.arrival(),
                    chunk.file().bytes(),
                    chunk.sequence(),
                    chunk.evidence().slices());
        }

        public Holder {
            slices = List.copyOf(slices);
        }

        /**
         * Whether a chunk is a copy of it, altered in places: at least half of their slices are equal. Where slices are not
         * known, files of one length are taken for that.
         */
        boolean isLike(ChunkArrived chunk) {
            List<Integer> others = chunk.evidence().slices();
            if (slices.isEmpty() || others.isEmpty()) {
                return bytes == chunk.file().bytes();
            }
            int equal = 0;
            for (int i = 0; i < slices.size(); i++) {
                equal += slices.get(i).equals(others.get(i)) ? 1 : 0;
            }
            return 2 * equal >= slices.size();
        }
    }
}
