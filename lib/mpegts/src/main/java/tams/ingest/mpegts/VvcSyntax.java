package tams.ingest.mpegts;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The NAL units of H.266: pictures, random access points, sequence parameter sets.
 *
 * <p>A picture begins with its header, which is a unit of its own or stands in its only slice.
 */
final class VvcSyntax implements VideoSyntax {

    private static final int SLICES_END = 12;
    private static final int IDR_FIRST = 7;
    private static final int REFRESH_LAST = 10;
    private static final int SEQUENCE = 15;
    private static final int SUFFIX_SET = 18;
    private static final int PICTURE_HEADER = 19;
    private static final int DELIMITER = 20;
    private static final int PREFIX_MESSAGES = 23;
    private static final int RESERVED_PREFIX = 26;
    private static final int HEADER = 2;

    /** The NAL header and the byte with sh_picture_header_in_slice_header_flag. */
    private static final int SLICE_HEAD = 3;

    private final Pictures pictures;
    private @Nullable VvcSequence sequence;
    private @Nullable Stamp opening;
    private boolean headerSeen;

    VvcSyntax(Pictures pictures) {
        this.pictures = pictures;
    }

    /** The type stands in the second byte only, so that all units are taken for sets until there is one. */
    @Override
    public int headBytes(int first) {
        return sequence == null ? VideoEssence.HEAD_MAX : SLICE_HEAD;
    }

    @Override
    public void unit(byte[] head, int length, Stamp stamp) {
        if (length < HEADER || (head[0] & 0x3F) != 0) {
            return; // another layer
        }
        int type = (head[1] >> 3) & 0x1F;
        if (type < SLICES_END) {
            onSlice(type, head, length, stamp);
        } else if (opensPicture(type)) {
            opening = opening == null ? stamp : opening;
            headerSeen |= type == PICTURE_HEADER;
            if (type == SEQUENCE && sequence == null) {
                sequence = VvcSequence.parse(Arrays.copyOf(head, length));
            }
        }
    }

    private void onSlice(int type, byte[] head, int length, Stamp stamp) {
        boolean carriesHeader = length >= SLICE_HEAD && (head[2] & 0x80) != 0;
        if (!carriesHeader && !headerSeen) {
            return;
        }
        pictures.begin(opening == null ? stamp : opening);
        opening = null;
        headerSeen = false;
        if (type >= IDR_FIRST && type <= REFRESH_LAST) {
            pictures.markKey();
        }
    }

    /** Sets but those that follow their picture, the delimiter, the header, prefix messages. */
    private static boolean opensPicture(int type) {
        return type != SUFFIX_SET && (type <= DELIMITER || type == PREFIX_MESSAGES || type == RESERVED_PREFIX);
    }

    @Override
    public void lost() {}

    @Override
    public void end() {}

    @Override
    public Codec codec() {
        return Codec.VVC;
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
