package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/** The start codes of MPEG-1 and MPEG-2 video: sequences, groups, pictures and fields. */
final class MpegVideoSyntax implements VideoSyntax {

    private static final int PICTURE = 0x00;
    private static final int SLICE_FIRST = 0x01;
    private static final int SLICE_LAST = 0xAF;
    private static final int SEQUENCE = 0xB3;
    private static final int EXTENSION = 0xB5;
    private static final int GROUP = 0xB8;

    private static final int SEQUENCE_EXTENSION = 1;
    private static final int PICTURE_CODING_EXTENSION = 8;
    private static final int TOP = 1;
    private static final int FRAME = 3;
    private static final int INTRA = 1;

    /** frame_rate_code 1 to 8 of ISO/IEC 13818-2 table 6-4, as frames and seconds. */
    private static final long[][] RATES = {
        {24000, 1001}, {24, 1}, {25, 1}, {30000, 1001}, {30, 1}, {50, 1}, {60000, 1001}, {60, 1}
    };

    private final Codec listed;
    private final Pictures pictures;
    private boolean second;
    private int profileAndLevel = -1;
    private int width;
    private int height;
    private int widthExtension;
    private int heightExtension;
    private int rateCode;
    private int rateFactor = 1;
    private int rateDivisor = 1;
    private @Nullable Stamp opening;
    private @Nullable Stamp held;
    private boolean heldIntra;
    private int firstField;
    private boolean progressiveSequence;
    private final Scan scan = new Scan();

    MpegVideoSyntax(Codec listed, Pictures pictures) {
        this.listed = listed;
        this.pictures = pictures;
    }

    @Override
    public int headBytes(int first) {
        return switch (first) {
            case PICTURE -> 3;
            case SEQUENCE -> 5;
            case EXTENSION -> 8;
            case GROUP -> 1;
            default -> first >= SLICE_FIRST && first <= SLICE_LAST && held != null ? 1 : 0;
        };
    }

    @Override
    public void unit(byte[] head, int length, Stamp stamp) {
        int code = head[0] & 0xFF;
        if (code == EXTENSION) {
            onExtension(head, length);
            return;
        }
        commit(FRAME, FrameStructure.FIELDS);
        if (code == PICTURE && length == 3) {
            held = opening == null ? stamp : opening;
            opening = null;
            heldIntra = ((head[2] >> 3) & 7) == INTRA;
        } else if (code == SEQUENCE || code == GROUP) {
            opening = opening == null ? stamp : opening;
            if (code == SEQUENCE && length == 5 && width == 0) {
                width = (head[1] & 0xFF) << 4 | ((head[2] >> 4) & 0x0F);
                height = (head[2] & 0x0F) << 8 | (head[3] & 0xFF);
                rateCode = head[4] & 0x0F;
            }
        }
    }

    private void onExtension(byte[] head, int length) {
        int kind = length > 1 ? (head[1] >> 4) & 0x0F : 0;
        if (kind == PICTURE_CODING_EXTENSION && length > 3) {
            onPictureCoding(head, length);
        } else if (kind == SEQUENCE_EXTENSION && length > 6 && !second) {
            second = true;
            profileAndLevel = (head[1] & 0x0F) << 4 | ((head[2] >> 4) & 0x0F);
            progressiveSequence = (head[2] & 0x08) != 0;
            widthExtension = (head[2] & 1) << 1 | ((head[3] >> 7) & 1);
            heightExtension = (head[3] >> 5) & 3;
            rateFactor = ((head[6] >> 5) & 3) + 1;
            rateDivisor = (head[6] & 0x1F) + 1;
        }
    }

    private void onPictureCoding(byte[] head, int length) {
        int structure = head[3] & 3;
        boolean topFirst = length > 4 && (head[4] & 0x80) != 0;
        boolean repeats = length > 4 && (head[4] & 0x02) != 0;
        boolean whole = progressiveSequence || (length > 5 && (head[5] & 0x80) != 0);
        if (structure != FRAME) {
            scan.fields(firstField == 0 ? structure == TOP : firstField == TOP);
        } else if (whole) {
            scan.whole();
        } else {
            scan.fields(topFirst);
        }
        int fields = FrameStructure.FIELDS;
        if (repeats && structure == FRAME) {
            // In a progressive sequence it is whole frames that are shown twice or three times.
            fields = !progressiveSequence ? 3 : topFirst ? 6 : 4;
        }
        commit(structure, fields);
    }

    /** Decides on the held picture once its structure is known: 1 top field, 2 bottom field, 3 frame. */
    private void commit(int structure, int fields) {
        if (held == null) {
            return;
        }
        boolean secondField = firstField != 0 && structure + firstField == FRAME;
        firstField = secondField || structure == FRAME ? 0 : structure;
        if (secondField) {
            held.take();
        } else {
            pictures.begin(held);
            pictures.lasts(fields);
        }
        if (heldIntra) {
            pictures.markKey();
        }
        held = null;
    }

    @Override
    public void lost() {
        firstField = 0;
    }

    @Override
    public void end() {
        commit(FRAME, FrameStructure.FIELDS);
    }

    @Override
    public Codec codec() {
        if (width == 0) {
            return listed;
        }
        return second ? Codec.MPEG2VIDEO : Codec.MPEG1VIDEO;
    }

    @Override
    public Format format() {
        if (width == 0 || height == 0) {
            return Format.UNTOLD;
        }
        // The top bit of profile_and_level is an escape: with it, profile and level have no numbers of their own.
        boolean numbered = profileAndLevel >= 0 && profileAndLevel < 0x80;
        return Format.picture(
                        width | widthExtension << 12,
                        height | heightExtension << 12,
                        numbered ? profileAndLevel >> 4 : null,
                        numbered ? profileAndLevel & 0x0F : null)
                .scanned(second ? scan.mode() : Scan.PROGRESSIVE);
    }

    @Override
    public @Nullable Fraction statedFrameTicks() {
        if (rateCode < 1 || rateCode > RATES.length) {
            return null;
        }
        long[] rate = RATES[rateCode - 1];
        return StatedRate.frameTicks(rate[0] * rateFactor, rate[1] * rateDivisor);
    }
}
