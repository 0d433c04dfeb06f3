package tams.ingest.mpegts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps from frame to frame of an audio stream by the sizes in their headers.
 *
 * <p>At the start and after a loss every byte is looked at, because sound may look like a header: frames count again once
 * one of them ends where the next one starts.
 */
final class AudioEssence implements Essence {

    private final Codec listed;
    private final AudioSyntax syntax;
    private final byte[] header = new byte[AudioSyntax.HEADER_MAX];
    private final Stamp[] owners = new Stamp[AudioSyntax.HEADER_MAX];
    private final AudioTimes times = new AudioTimes();
    private final FrameCandidates candidates = new FrameCandidates();
    private int filled;
    private int rest;
    private boolean locked;
    private long position;
    private long searchedFrom;
    private long packetStart;
    private Stamp stamp = Stamp.none();
    private @Nullable AudioHeader first;
    private @Nullable AudioHeader last;
    private long bytesBetween;

    private AudioEssence(Codec listed, AudioSyntax syntax) {
        this.listed = listed;
        this.syntax = syntax;
        Arrays.fill(owners, stamp);
    }

    static AudioEssence of(Codec codec) {
        return new AudioEssence(
                codec,
                switch (codec) {
                    case AAC -> new AdtsSyntax();
                    case MP1, MP2, MP3 -> new MpegAudioSyntax();
                    case AC3, EAC3 -> new Ac3Syntax();
                    case AAC_LATM -> new LatmSyntax();
                    case OPUS -> new OpusSyntax();
                    case DTS -> new DtsSyntax();
                    default -> throw new IllegalArgumentException("not an audio codec with frame headers: " + codec);
                });
    }

    @Override
    public void packet(Stamp next) {
        stamp = next;
        packetStart = position;
    }

    @Override
    public void lost() {
        settle();
        times.lose();
        search(position);
        filled = 0;
        rest = 0;
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (rest > 0) {
                int skipped = Math.min(rest, to - at);
                rest -= skipped;
                at += skipped;
                position += skipped;
            } else {
                header[filled] = bytes[at++];
                owners[filled++] = stamp;
                position++;
                examine();
            }
        }
    }

    /** Drops collected bytes until a header may start with the rest, and reads it when it is whole. */
    private void examine() {
        while (filled > 0 && !syntax.plausible(header, filled)) {
            pass();
        }
        if (filled == 0 || filled < syntax.headerBytes(header, filled)) {
            return;
        }
        var read = syntax.parse(header);
        boolean usable = read != null && read.bytes() >= filled;
        if (read != null && usable && (locked || confirms(read))) {
            count(read, owners[0]);
            rest = read.bytes() - filled;
            filled = 0;
            return;
        }
        if (read != null && usable) {
            long start = position - filled;
            candidates.add(read, owners[0], start, start == packetStart);
        }
        pass();
        examine();
    }

    private void pass() {
        filled--;
        System.arraycopy(header, 1, header, 0, filled);
        System.arraycopy(owners, 1, owners, 0, filled);
        if (locked) {
            times.lose();
            search(position - filled - 1);
        }
    }

    private void search(long from) {
        if (locked) {
            searchedFrom = from;
        }
        locked = false;
        candidates.clear();
    }

    /** True if a frame found before ends where this one starts; both count then. */
    private boolean confirms(AudioHeader read) {
        var before = candidates.endingAt(position - filled, read);
        if (before == null) {
            return false;
        }
        bytesBetween += before.start() - searchedFrom;
        count(before.header(), before.stamp());
        locked = true;
        candidates.clear();
        return true;
    }

    /**
     * No more bytes come that go on from here. A frame whose header is cut short counts like the one before it; the first
     * one at the start of a packet's payload counts unconfirmed.
     */
    private void settle() {
        if (locked && filled > 0 && last != null) {
            count(last, owners[0]);
        }
        var likely = locked ? null : candidates.likely();
        if (likely != null) {
            count(likely.header(), likely.stamp());
        } else if (!locked) {
            bytesBetween += position - searchedFrom;
        }
        searchedFrom = position;
        candidates.clear();
    }

    private void count(AudioHeader frame, Stamp owner) {
        first = first == null ? frame : first;
        last = frame;
        if (frame.samples() > 0) {
            times.frame(owner, frame.samples(), frame.sampleRate());
        }
    }

    @Override
    public Findings findings() {
        settle();
        var remarks = new ArrayList<Findings.Remark>();
        if (bytesBetween > 0) {
            remarks.add(new Findings.Remark("audio_damaged", bytesBetween + " bytes between frames were passed over"));
        }
        Span span = times.span(remarks);
        var found = first;
        return new Findings(
                found == null ? listed : found.codec(),
                true,
                found == null ? Format.UNTOLD : Format.sound(found.sampleRate(), found.channels(), found.profile()),
                times.frames(),
                times.framesWithoutPts(),
                0,
                span,
                List.copyOf(remarks),
                times.parts());
    }
}
