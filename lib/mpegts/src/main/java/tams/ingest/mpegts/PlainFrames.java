package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/**
 * Steps from frame to frame of a plain audio file and passes over its tags.
 *
 * <p>Where frames start is believed once {@link #CONFIRMING} of them follow each other, or once they fill the file from its
 * tags to its end. Until then, and after a loss, every byte is looked at.
 */
final class PlainFrames {

    /** Frames in a row that prove sound: chance takes some 2^40 bytes to make such a run of MPEG audio headers. */
    static final int CONFIRMING = 4;

    /** Bytes between the tags and the first frame that are put up with: what is left of a frame, or padding of a tag. */
    static final int JUNK_MAX = 8 * 1024;

    /** Where the last of the frames that prove it starts at the latest; a frame has at most 8 KiB. */
    private static final long SEARCH_MAX = JUNK_MAX + CONFIRMING * 8 * 1024L;

    /** An ID3v1 tag, at the end of a file. */
    private static final int OLD_TAG = 128;

    private final AudioSyntax syntax = new PlainSyntax();
    private final FrameChains chains = new FrameChains();
    private final TagMemory tags = new TagMemory();
    private final byte[] head = new byte[DescribingFrame.BYTES];
    private int filled;
    private long rest;
    private long position;
    private boolean locked;
    private long searchedFrom;
    private @Nullable AudioHeader first;
    private long frames;
    private long samples;
    private long lastSamples;
    private long passedOver;
    private long passedOverAt = -1;
    private @Nullable AudioHeader changedTo;
    private long changedAt;

    void push(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !hopeless()) {
            if (rest > 0) {
                int taken = (int) Math.min(rest, to - at);
                if (tags.open()) {
                    tags.keep(bytes, at, taken);
                }
                at += taken;
                position += taken;
                rest -= taken;
                endTag();
            } else {
                head[filled++] = bytes[at++];
                position++;
                examine();
            }
        }
    }

    /** True once the file cannot be plain sound any more: no frames follow its tags. */
    boolean hopeless() {
        return first == null && position - searchedFrom > SEARCH_MAX && !tags.open();
    }

    void finish() {
        if (locked) {
            passOver(position - filled, filled);
            return;
        }
        var chain = tags.open() ? null : chains.filling(searchedFrom, position);
        if (chain != null) {
            count(chain);
        } else if (first != null) {
            passOver(searchedFrom, position - searchedFrom);
        }
    }

    /** Looks at the bytes collected, once they suffice to say what starts with them. */
    private void examine() {
        while (filled > 0 && rest == 0) {
            boolean tagAhead = mayBeTag();
            if (!tagAhead && !syntax.plausible(head, filled)) {
                pass();
            } else if (filled < wanted(tagAhead)) {
                return;
            } else if (tagAhead) {
                beginTag();
            } else {
                onHeader();
            }
        }
    }

    private boolean mayBeTag() {
        boolean boundary = locked || position - filled == searchedFrom;
        boolean old = head[0] == 'T' && (filled < 2 || head[1] == 'A') && (filled < 3 || head[2] == 'G');
        return boundary && (Id3Tag.plausible(head, filled) || (old && first != null));
    }

    private int wanted(boolean tagAhead) {
        if (tagAhead) {
            return head[0] == 'T' ? 3 : Id3Tag.HEADER;
        }
        int header = syntax.headerBytes(head, filled);
        boolean mayDescribe = first == null && filled > 1 && DescribingFrame.possible(head);
        return mayDescribe ? DescribingFrame.BYTES : header;
    }

    private void onHeader() {
        var read = syntax.parse(head);
        if (read == null || read.bytes() < syntax.headerBytes(head, filled)) {
            pass();
            return;
        }
        long start = position - filled;
        if (locked && first != null && read.matches(first)) {
            count(FrameChains.Chain.of(start, read, false));
            drop(read.bytes());
            return;
        }
        lose();
        var chain = chains.add(FrameChains.Chain.of(start, read, first == null && DescribingFrame.is(head)));
        if (chain.headers() >= CONFIRMING) {
            passOver(searchedFrom, chain.start() - searchedFrom);
            count(chain);
            locked = true;
            chains.clear();
            drop(read.bytes());
        } else {
            pass();
        }
    }

    private void count(FrameChains.Chain chain) {
        if (first == null) {
            first = chain.header();
        } else if (!chain.header().matches(first) && changedTo == null) {
            changedTo = chain.header();
            changedAt = chain.start();
        }
        frames += chain.frames();
        samples += chain.samples();
        lastSamples = chain.header().samples() > 0 ? chain.header().samples() : lastSamples;
    }

    /** The byte at hand starts nothing. */
    private void pass() {
        lose();
        drop(1);
    }

    private void lose() {
        if (locked) {
            locked = false;
            searchedFrom = position - filled;
        }
    }

    private void passOver(long from, long bytes) {
        if (bytes > 0) {
            passedOverAt = passedOver == 0 ? from : passedOverAt;
            passedOver += bytes;
        }
    }

    /** Leaves these many bytes behind, those that are not here yet included. */
    private void drop(int bytes) {
        int here = Math.min(bytes, filled);
        filled -= here;
        System.arraycopy(head, here, head, 0, filled);
        rest = (long) bytes - here;
    }

    private void beginTag() {
        boolean old = head[0] == 'T';
        int bytes = old ? OLD_TAG : Id3Tag.bytes(head);
        tags.begin(head, filled, bytes, !old && first == null);
        drop(bytes);
        endTag();
    }

    private void endTag() {
        if (rest == 0 && tags.open()) {
            tags.end();
            searchedFrom = locked ? searchedFrom : position - filled;
        }
    }

    /** What the file's headers say; null if it is no plain sound. */
    @Nullable AudioHeader first() {
        return first;
    }

    long frames() {
        return frames;
    }

    /** Of one channel, of all frames. */
    long samples() {
        return samples;
    }

    /** Of the last frame. */
    long lastSamples() {
        return lastSamples;
    }

    /** The timestamp of the first frame, 33 bits, or {@link Ticks#NONE}. */
    long timestamp() {
        return tags.timestamp();
    }

    /** Bytes that the last frame lacks. */
    long missing() {
        return locked && !tags.open() ? rest : 0;
    }

    /** Bytes that are neither frames nor tags. */
    long passedOver() {
        return passedOver;
    }

    /** Where the first of them lies. */
    long passedOverAt() {
        return passedOverAt;
    }

    /** The first frame of another codec or sample rate; null if there is none. */
    @Nullable AudioHeader changedTo() {
        return changedTo;
    }

    long changedAt() {
        return changedAt;
    }
}
