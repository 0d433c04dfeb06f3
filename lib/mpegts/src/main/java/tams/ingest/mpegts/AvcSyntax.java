package tams.ingest.mpegts;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
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
    private final Map<Long, AvcSequence> sequences = new HashMap<>();
    private final Map<Long, Long> sequenceOfPicture = new HashMap<>();
    private @Nullable AvcSequence first;
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
                recoveryPoint |= SeiMessages.hasRecoveryPoint(head, length);
            }
            case SEQUENCE -> {
                open(stamp);
                onSequence(head, length);
            }
            case PICTURE -> {
                open(stamp);
                onPictureSet(new BitReader(head, 1, length));
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

    private void onSequence(byte[] head, int length) {
        var sequence = AvcSequence.parse(Arrays.copyOf(head, length));
        if (sequence != null) {
            sequences.put(sequence.id(), sequence);
            first = first == null ? sequence : first;
        }
    }

    private void onPictureSet(BitReader bits) {
        long id = bits.unsigned();
        long sequence = bits.unsigned();
        if (!bits.overrun() && id <= AvcSequence.PICTURE_SET_ID_MAX) {
            sequenceOfPicture.put(id, sequence);
        }
    }

    private void onSlice(byte[] head, int length, Stamp stamp) {
        var slice = AvcSlice.parse(head, length, id -> sequences.get(sequenceOfPicture.getOrDefault(id, -1L)));
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
        }
        if (slice.entry() || recoveryPoint) {
            pictures.markKey();
        }
        recoveryPoint = false;
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
        return first == null ? Format.UNTOLD : first.format();
    }

    @Override
    public @Nullable Fraction statedFrameTicks() {
        return first == null ? null : first.frameTicks();
    }
}
