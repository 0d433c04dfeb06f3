package tams.ingest.mpegts;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The NAL units of H.265: pictures, intra random access points, sequence parameter sets. */
final class HevcSyntax implements VideoSyntax {

    private static final int SLICES_END = 32;
    private static final int IRAP_FIRST = 16;
    private static final int IRAP_LAST = 23;
    private static final int SEQUENCE = 33;

    /** Two bytes of NAL header and the one with first_slice_segment_in_pic_flag. */
    private static final int SLICE_HEAD = 3;

    private final Pictures pictures;
    private @Nullable HevcSequence sequence;
    private @Nullable Stamp opening;

    HevcSyntax(Pictures pictures) {
        this.pictures = pictures;
    }

    @Override
    public int headBytes(int first) {
        int type = (first >> 1) & 0x3F;
        if (type < SLICES_END) {
            return SLICE_HEAD;
        }
        return type == SEQUENCE && sequence == null ? VideoEssence.HEAD_MAX : opensPicture(type) ? 2 : 0;
    }

    @Override
    public void unit(byte[] head, int length, Stamp stamp) {
        int type = (head[0] >> 1) & 0x3F;
        if (length < 2 || (head[0] & 1) != 0 || (head[1] & 0xF8) != 0) {
            return; // another layer
        }
        if (type >= SLICES_END) {
            opening = opening == null ? stamp : opening;
            if (type == SEQUENCE && sequence == null) {
                sequence = HevcSequence.parse(Arrays.copyOf(head, length));
            }
        } else if (length == SLICE_HEAD && (head[2] & 0x80) != 0) {
            pictures.begin(opening == null ? stamp : opening);
            opening = null;
            if (type >= IRAP_FIRST && type <= IRAP_LAST) {
                pictures.markKey();
            }
        }
    }

    /** Parameter sets, delimiter, prefix messages and the types reserved for the same place. */
    private static boolean opensPicture(int type) {
        return type <= 35 || type == 39 || (type >= 41 && type <= 44) || (type >= 48 && type <= 55);
    }

    @Override
    public boolean settled() {
        return opening == null;
    }

    @Override
    public void lost() {}

    @Override
    public void end() {}

    @Override
    public Codec codec() {
        return Codec.HEVC;
    }

    @Override
    public Format format() {
        return sequence == null ? Format.UNTOLD : sequence.format();
    }

    /** Not read: the distances of the times tell, save in a chunk of one picture. */
    @Override
    public @Nullable Fraction statedFrameTicks() {
        return null;
    }
}
