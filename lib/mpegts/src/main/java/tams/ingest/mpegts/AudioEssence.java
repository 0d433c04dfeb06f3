package tams.ingest.mpegts;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps from frame to frame of an audio stream by the sizes in their headers.
 *
 * <p>After a loss, the first frame counts once the next one stands where it should: bytes of sound may look like a header.
 */
final class AudioEssence implements Essence {

    private final Codec listed;
    private final AudioSyntax syntax;
    private final byte[] header;
    private final Stamp[] owners;
    private final AudioTimes times = new AudioTimes();
    private int filled;
    private int rest;
    private boolean locked;
    private @Nullable AudioHeader candidate;
    private Stamp candidateStamp = new Stamp(Ticks.NONE);
    private Stamp stamp = candidateStamp;
    private @Nullable AudioHeader first;
    private long bytesBetween;

    private AudioEssence(Codec listed, AudioSyntax syntax) {
        this.listed = listed;
        this.syntax = syntax;
        this.header = new byte[syntax.headerBytes()];
        this.owners = new Stamp[header.length];
        Arrays.fill(owners, stamp);
    }

    static AudioEssence of(Codec codec) {
        return new AudioEssence(
                codec,
                switch (codec) {
                    case AAC -> new AdtsSyntax();
                    case MP1, MP2, MP3 -> new MpegAudioSyntax();
                    case AC3, EAC3 -> new Ac3Syntax();
                    default -> throw new IllegalArgumentException("not an audio codec with frame headers: " + codec);
                });
    }

    @Override
    public void packet(Stamp next) {
        stamp = next;
    }

    @Override
    public void lost() {
        commit();
        unlock();
        times.lose();
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
            } else {
                header[filled] = bytes[at++];
                owners[filled++] = stamp;
                examine();
            }
        }
    }

    /** Shifts the collected bytes until a header may start with them, and reads it when it is whole. */
    private void examine() {
        while (filled > 0 && !syntax.plausible(header, filled)) {
            shift();
        }
        if (filled < header.length) {
            return;
        }
        var read = syntax.parse(header);
        if (read == null || read.bytes() < header.length) {
            shift();
            examine();
        } else {
            accept(read, owners[0]);
            rest = read.bytes() - header.length;
            filled = 0;
        }
    }

    private void shift() {
        filled--;
        System.arraycopy(header, 1, header, 0, filled);
        System.arraycopy(owners, 1, owners, 0, filled);
        bytesBetween++;
        if (locked) {
            times.lose();
        }
        unlock();
    }

    private void unlock() {
        locked = false;
        candidate = null;
    }

    private void accept(AudioHeader read, Stamp owner) {
        if (locked) {
            count(read, owner);
        } else if (candidate != null && candidate.matches(read)) {
            commit();
            locked = true;
            count(read, owner);
        } else {
            candidate = read;
            candidateStamp = owner;
        }
    }

    private void commit() {
        if (candidate != null) {
            count(candidate, candidateStamp);
            candidate = null;
        }
    }

    private void count(AudioHeader frame, Stamp owner) {
        first = first == null ? frame : first;
        if (frame.samples() > 0) {
            times.frame(owner.take(), frame.samples(), frame.sampleRate());
        }
    }

    @Override
    public Findings findings() {
        commit();
        var remarks = bytesBetween == 0
                ? List.<Findings.Remark>of()
                : List.of(
                        new Findings.Remark("audio_damaged", bytesBetween + " bytes between frames were passed over"));
        var found = first;
        return new Findings(
                found == null ? listed : found.codec(),
                true,
                found == null ? Format.UNTOLD : Format.sound(found.sampleRate(), found.channels(), found.profile()),
                times.frames(),
                times.framesWithoutPts(),
                0,
                times.span(),
                remarks);
    }
}
