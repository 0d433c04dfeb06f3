package tams.ingest.mpegts;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameter sets of one H.264 stream by their numbers, of which there are 32 and 256 at most. */
class AvcSets {

    private final Map<Long, AvcSequence> sequences = new HashMap<>();
    private final Map<Long, AvcPictureSet> pictures = new HashMap<>();
    private @Nullable AvcSequence first;
    private @Nullable AvcSequence latest;

    void onSequence(byte[] head, int length) {
        var sequence = AvcSequence.parse(Arrays.copyOf(head, length));
        if (sequence != null) {
            sequences.put(sequence.id(), sequence);
            first = first == null ? sequence : first;
            latest = sequence;
        }
    }

    void onPicture(byte[] head, int length) {
        var picture = AvcPictureSet.parse(head, length);
        if (picture != null) {
            pictures.put(picture.id(), picture);
        }
    }

    @Nullable AvcPictureSet picture(long id) {
        return pictures.get(id);
    }

    @Nullable AvcSequence sequence(@Nullable AvcPictureSet picture) {
        return picture == null ? null : sequences.get(picture.sequence());
    }

    /** The one that the stream's technical facts are taken from. */
    @Nullable AvcSequence first() {
        return first;
    }

    /** The one that messages before a picture are read with: streams have one at a time. */
    @Nullable AvcSequence latest() {
        return latest;
    }
}
