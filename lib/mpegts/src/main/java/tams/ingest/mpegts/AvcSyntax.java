package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/** The NAL units of H.264: pictures, field pairs, recovery points, parameter sets. */
final class AvcSyntax implements VideoSyntax {

    private static final int SLICE = 1;
    private static final int PARTITION_A = 2;
    private static final int IDR_SLICE = 5;
    private static final int SEI = 6;
    private static final int SEQUENCE = 7;
    private static final int PICTURE = 8;
    private static final int DELIMITER = 9;

    /** A slice header's beginning with the longest numbers, emulation prevention included. */
    private static final int SLICE_HEAD = 24;

    private static final int PICTURE_HEAD = 16;

    private final Pictures pictures;
    private final AvcSets sets = new AvcSets();
    private final Scan scan = new Scan();
    private int structure = FrameStructure.UNTOLD;
    private @Nullable Stamp opening;
    private @Nullable AvcSlice previous;
    private boolean awaitsSecondField;
    private boolean recoveryPoint;

    AvcSyntax(Pictures pictures) {
        this.pictures = pictures;
    }

    @Override
    public int headBytes(int first) {
        return switch (first & 0x1F) {
            case SLICE, PARTITION_A, IDR_SLICE -> SLICE_HEAD;
            case SEI, SEQUENCE -> VideoEssence.HEAD_MAX;
            case PICTURE -> PICTURE_HEAD;
            case DELIMITER -> 1;
            default -> 0;
        };
    }

    @Override
    public void unit(byte[] head, int length, Stamp stamp) {
        int type = head[0] & 0x1F;
        switch (type) {
            case SLICE, PARTITION_A, IDR_SLICE -> onSlice(head, length, stamp);
            case SEI -> {
                open(stamp);
                onMessages(head, length);
            }
            case SEQUENCE -> {
                open(stamp);
                sets.onSequence(head, length);
            }
            case PICTURE -> {
                open(stamp);
                sets.onPicture(head, length);
            }
            default -> open(stamp);
        }
    }

    /** A unit that stands before a picture's slices: the access unit commences with the first of them. */
    private void open(Stamp stamp) {
        if (opening == null) {
            opening = stamp;
        }
    }

    private void onMessages(byte[] head, int length) {
        recoveryPoint |= SeiMessages.hasRecoveryPoint(head, length);
        var sequence = sets.latest();
        var timing = SeiMessages.find(SeiMessages.PICTURE_TIMING, head, 1, length);
        if (sequence != null && timing != null) {
            structure = sequence.vui().structure(timing);
        }
    }

    private void onSlice(byte[] head, int length, Stamp stamp) {
        var slice = AvcSlice.parse(head, length, sets);
        var before = previous;
        previous = slice;
        if (opening == null && before != null && slice.continues(before)) {
            return;
        }
        Stamp commenced = opening == null ? stamp : opening;
        opening = null;
        boolean second = awaitsSecondField && before != null && slice.completes(before);
        awaitsSecondField = slice.field() && !second;
        if (second) {
            commenced.take();
        } else {
            pictures.begin(commenced);
            pictures.lasts(FrameStructure.fields(structure));
            note(slice);
        }
        structure = FrameStructure.UNTOLD;
        if (slice.entry() || recoveryPoint) {
            pictures.markKey();
        }
        recoveryPoint = false;
    }

    private void note(AvcSlice slice) {
        if (slice.field()) {
            scan.fields(!slice.bottom());
        } else if (structure != FrameStructure.UNTOLD) {
            FrameStructure.note(structure, scan);
        } else if (slice.bottomAfter() != 0) {
            scan.fields(slice.bottomAfter() > 0);
        }
    }

    @Override
    public boolean settled() {
        return opening == null && !awaitsSecondField && previous != null && !previous.field();
    }

    @Override
    public void lost() {
        awaitsSecondField = false;
    }

    @Override
    public void end() {}

    @Override
    public Codec codec() {
        return Codec.H264;
    }

    @Override
    public Format format() {
        var first = sets.first();
        if (first == null) {
            return Format.UNTOLD;
        }
        return first.format().scanned(first.framesOnly() ? Scan.PROGRESSIVE : scan.mode());
    }

    @Override
    public @Nullable Fraction statedFrameTicks() {
        var first = sets.first();
        return first == null ? null : first.frameTicks();
    }

    @Override
    public @Nullable Fraction nominalFrameTicks() {
        var first = sets.first();
        return first == null ? null : first.vui().nominalTicks();
    }
}
