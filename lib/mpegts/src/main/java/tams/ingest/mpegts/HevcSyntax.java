package tams.ingest.mpegts;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The NAL units of H.265: pictures, field pairs, intra random access points, sequence parameter sets. */
final class HevcSyntax implements VideoSyntax {

    private static final int SLICES_END = 32;
    private static final int IRAP_FIRST = 16;
    private static final int IRAP_LAST = 23;
    private static final int SEQUENCE = 33;
    private static final int PREFIX_MESSAGES = 39;
    private static final int HEADER = 2;

    /** The NAL header and the byte with first_slice_segment_in_pic_flag. */
    private static final int SLICE_HEAD = 3;

    private final Pictures pictures;
    private final Scan scan = new Scan();
    private int structure = FrameStructure.UNTOLD;
    private boolean fields;
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
        boolean read = (type == SEQUENCE && sequence == null) || (type == PREFIX_MESSAGES && hasStructures());
        return read ? VideoEssence.HEAD_MAX : opensPicture(type) ? HEADER : 0;
    }

    private boolean hasStructures() {
        return sequence != null && sequence.vui().structures();
    }

    @Override
    public void unit(byte[] head, int length, Stamp stamp) {
        int type = (head[0] >> 1) & 0x3F;
        if (length < HEADER || (head[0] & 1) != 0 || (head[1] & 0xF8) != 0) {
            return; // another layer
        }
        if (type >= SLICES_END) {
            opening = opening == null ? stamp : opening;
            if (type == SEQUENCE && sequence == null) {
                sequence = HevcSequence.parse(Arrays.copyOf(head, length));
            } else if (type == PREFIX_MESSAGES && hasStructures()) {
                onMessages(head, length);
            }
        } else if (length == SLICE_HEAD && (head[2] & 0x80) != 0) {
            onPicture(opening == null ? stamp : opening);
            opening = null;
            if (type >= IRAP_FIRST && type <= IRAP_LAST) {
                pictures.markKey();
            }
        }
    }

    /** Parameter sets, delimiter, prefix messages and the types reserved for the same place. */
    private static boolean opensPicture(int type) {
        return type <= 35 || type == PREFIX_MESSAGES || (type >= 41 && type <= 44) || (type >= 48 && type <= 55);
    }

    private void onMessages(byte[] head, int length) {
        var timing = SeiMessages.find(SeiMessages.PICTURE_TIMING, head, HEADER, length);
        if (timing != null) {
            int found = (int) timing.bits(4);
            structure = timing.overrun() ? FrameStructure.UNTOLD : found;
        }
    }

    private void onPicture(Stamp commenced) {
        pictures.begin(commenced);
        pictures.lasts(FrameStructure.fields(structure));
        if (FrameStructure.isField(structure)) {
            fields = true;
            pictures.areFields();
            scan.fields(!FrameStructure.isBottom(structure));
        } else if (sequence != null && sequence.vui().fieldPictures()) {
            fields = true;
            pictures.areFields();
        } else {
            FrameStructure.note(structure, scan);
        }
        structure = FrameStructure.UNTOLD;
    }

    @Override
    public boolean settled() {
        return opening == null && !fields;
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
        if (sequence == null) {
            return Format.UNTOLD;
        }
        String told = scan.mode();
        return sequence.format().scanned(told == null ? sequence.scan() : told);
    }

    @Override
    public @Nullable Fraction statedFrameTicks() {
        return sequence == null ? null : sequence.vui().frameTicks();
    }
}
