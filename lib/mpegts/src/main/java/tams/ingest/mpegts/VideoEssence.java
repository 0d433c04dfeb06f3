package tams.ingest.mpegts;

/**
 * Cuts a video stream at its start codes and shows the head of every unit to the codec's syntax.
 *
 * <p>Looks at the pushed bytes where they lie; only the heads that the syntax asks for are copied.
 */
final class VideoEssence implements Essence {

    /** The longest head that is kept: parameter sets and messages are shorter, or their tail does not matter. */
    static final int HEAD_MAX = 512;

    private final VideoSyntax syntax;
    private final Pictures pictures;
    private final byte[] head = new byte[HEAD_MAX];
    private int headLength;
    private int headWanted;
    private boolean inUnit;
    private Stamp unitStamp = Stamp.none();
    private Stamp stamp = Stamp.none();
    private Stamp stampBefore = stamp;
    private int zeros;
    private long packetBytes;
    private boolean aligned;
    private long framesBefore;
    private boolean passing;
    private final OnePerPacket onePerPacket = new OnePerPacket();
    private final PassedBytes passed = new PassedBytes();
    private final HeldUnits held = new HeldUnits();

    private VideoEssence(VideoSyntax syntax, Pictures pictures) {
        this.syntax = syntax;
        this.pictures = pictures;
    }

    static VideoEssence of(Codec codec, TimestampBudget budget) {
        var pictures = new Pictures(budget);
        VideoSyntax syntax = switch (codec) {
            case H264 -> new AvcSyntax(pictures);
            case HEVC -> new HevcSyntax(pictures);
            case VVC -> new VvcSyntax(pictures);
            case MPEG1VIDEO, MPEG2VIDEO -> new MpegVideoSyntax(codec, pictures);
            default -> throw new IllegalArgumentException("not a video codec with start codes: " + codec);
        };
        return new VideoEssence(syntax, pictures);
    }

    @Override
    public void packet(Stamp next) {
        conclude(next.dts());
        stampBefore = stamp;
        stamp = next;
        packetBytes = 0;
        aligned = false;
        framesBefore = pictures.frames();
    }

    /** The present packet is over: what was passed over in it is forgotten if the next one's time proves it empty. */
    private void conclude(long nextDts) {
        if (passing && onePerPacket.proves(nextDts)) {
            passed.ends(this::countZeros);
            passed.clear();
            held.clear();
            inUnit = false;
            passing = false;
        }
        examine();
        onePerPacket.ended(holdsOnePicture(), nextDts, syntax.nominalFrameTicks());
    }

    /** True if the present packet starts with a unit and one whole picture commenced in it so far. */
    private boolean holdsOnePicture() {
        return aligned && !inUnit && pictures.frames() == framesBefore + 1 && syntax.settled();
    }

    /** Looks at everything that was passed over. */
    private void examine() {
        release();
        if (passing) {
            passing = false;
            held.drain(new byte[HEAD_MAX], (unit, length) -> syntax.unit(unit, length, stamp));
        }
    }

    @Override
    public void release() {
        passed.all(this::scan);
        passed.clear();
    }

    @Override
    public boolean passesOver() {
        return passing;
    }

    @Override
    public void pass(byte[] bytes, int from, int count, int stride) {
        if (!passed.takes(bytes)) {
            release();
        }
        passed.add(bytes, from, Packets.PAYLOAD, count, stride);
    }

    @Override
    public void lost() {
        examine();
        onePerPacket.ended(false, Ticks.NONE, null);
        inUnit = false;
        zeros = 0;
        syntax.lost();
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {
        if (passing) {
            if (!passed.takes(bytes)) {
                release();
            }
            passed.add(bytes, from, to - from, 1, 0);
        } else {
            scan(bytes, from, to);
            passing = onePerPacket.expected() && holdsOnePicture();
        }
    }

    private void scan(byte[] bytes, int from, int to) {
        int at = from;
        int one = findOne(bytes, at, to);
        while (one >= 0) {
            collect(bytes, at, one);
            endUnit();
            // The code is 00 00 01: a unit belongs to the PES packet in which the first of the three lies.
            long offset = packetBytes + one - from;
            unitStamp = offset < 2 ? stampBefore : stamp;
            aligned |= offset == 2 || offset == 3;
            beginUnit();
            at = one + 1;
            zeros = 0;
            one = findOne(bytes, at, to);
        }
        collect(bytes, at, to);
        countZeros(bytes, at, to);
        packetBytes += to - from;
    }

    /** Where the 01 of the next start code lies, -1 if there is none; its zeros may lie in the bytes before. */
    private int findOne(byte[] bytes, int from, int to) {
        for (int i = from; zeros > 0 && i < Math.min(from + 2, to); i++) {
            if (bytes[i] == 1 && zerosBefore(bytes, from, i) >= 2) {
                return i;
            }
        }
        return StartCodes.findOne(bytes, from, to);
    }

    private int zerosBefore(byte[] bytes, int from, int index) {
        int count = 0;
        for (int i = index - 1; i >= from; i--) {
            if (bytes[i] != 0) {
                return count;
            }
            count++;
        }
        return count + zeros;
    }

    private void countZeros(byte[] bytes, int from, int to) {
        if (to > from && bytes[to - 1] != 0) {
            zeros = 0;
            return;
        }
        int count = 0;
        for (int i = to - 1; i >= Math.max(from, to - 2) && bytes[i] == 0; i--) {
            count++;
        }
        zeros = count == to - from ? Math.min(2, zeros + count) : count;
    }

    private void beginUnit() {
        inUnit = true;
        headLength = 0;
        headWanted = 1;
    }

    private void collect(byte[] bytes, int from, int to) {
        int at = from;
        while (inUnit && at < to) {
            int taken = Math.min(headWanted - headLength, to - at);
            System.arraycopy(bytes, at, head, headLength, taken);
            headLength += taken;
            at += taken;
            if (headLength == headWanted) {
                int wanted = headLength == 1 ? Math.min(syntax.headBytes(head[0] & 0xFF), HEAD_MAX) : headLength;
                if (wanted > headWanted) {
                    headWanted = wanted;
                } else if (wanted == 0) {
                    inUnit = false;
                } else {
                    endUnit();
                }
            }
        }
    }

    private void endUnit() {
        if (inUnit && headLength > 0 && passing) {
            held.add(head, headLength);
        } else if (inUnit && headLength > 0) {
            syntax.unit(head, headLength, unitStamp);
        }
        inUnit = false;
    }

    @Override
    public Findings findings() {
        examine();
        endUnit();
        syntax.end();
        return pictures.findings(syntax);
    }
}
