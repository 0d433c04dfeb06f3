package tams.ingest.mpegts;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One PID that a PMT lists: its packets in, its line of the measurement out. */
final class ElementaryStream implements PidReader {

    /** A stray bit may mark a packet as scrambled; more than one in this many and the clear rest says nothing. */
    private static final int SCRAMBLED_TOLERANCE = 100;

    private final int pid;
    private final Codec codec;
    private final Continuity continuity = new Continuity();
    private final ProgramClock clock;
    private final Essence essence;
    private final PesReader pes;
    private long packets;
    private long scrambled;
    private boolean startGone;
    private @Nullable Findings findings;

    ElementaryStream(ProgramMap.Entry entry, ProgramClock clock, TimestampBudget budget) {
        this.pid = entry.pid();
        this.codec = entry.codec();
        this.clock = clock;
        this.essence = switch (codec) {
            case H264, HEVC, VVC, MPEG1VIDEO, MPEG2VIDEO -> VideoEssence.of(codec, budget);
            case AAC, AAC_LATM, MP1, MP2, MP3, AC3, EAC3, OPUS, DTS -> AudioEssence.of(codec);
            case SCTE35, ID3, TELETEXT, DVB_SUBTITLE, KLV, UNKNOWN -> new PacketEssence(codec, true);
        };
        this.pes = new PesReader(essence, clock, codec.kind() != Kind.DATA);
    }

    @Override
    public void packet(byte[] bytes, int at) {
        if (Packets.discontinuous(bytes, at)) {
            clock.discontinuity(pid);
            pes.discontinuity();
        }
        int payload = Packets.payload(bytes, at);
        if (payload < 0) {
            if (Packets.discontinuous(bytes, at)) {
                continuity.restart();
            }
            return;
        }
        Continuity.Step step = continuity.step(bytes, at);
        if (step == Continuity.Step.REPEATED) {
            return;
        }
        packets++;
        if (step == Continuity.Step.GAP) {
            pes.lost();
        }
        if (Packets.scrambled(bytes, at)) {
            scrambled++;
            return;
        }
        pes.payload(bytes, payload, at + Packets.SIZE, Packets.startsUnit(bytes, at));
    }

    @Override
    public int pass(byte[] bytes, int from, int last, int stride) {
        if (!pes.passesOver()) {
            return from;
        }
        int at = from;
        int counter = continuity.next();
        while (at <= last && Packets.header(bytes, at) == Packets.plainHeader(pid, counter)) {
            at += stride;
            counter++;
        }
        int count = (at - from) / stride;
        if (count > 0) {
            packets += count;
            continuity.passed(bytes, at - stride);
            pes.pass(bytes, from + Packets.HEADER, count, stride);
        }
        return at;
    }

    @Override
    public void release() {
        essence.release();
    }

    /** Its first packets came before its table and were too many to be kept. */
    void startIsGone() {
        startGone = true;
    }

    void finish() {
        findings = essence.findings();
    }

    boolean isMedia() {
        return codec.kind() != Kind.DATA;
    }

    int pid() {
        return pid;
    }

    String codecCode() {
        return found().codec().code();
    }

    /** The lowest time of an audio or video stream; {@link Ticks#NONE} if there is none. */
    long lowestMediaTime() {
        Span span = found().span();
        return isMedia() && span != null ? span.minPts() : Ticks.NONE;
    }

    /** Why an audio or video stream has no range, or null if it has one. */
    @Nullable Reason whyWithoutRange() {
        var found = found();
        if (scrambled * SCRAMBLED_TOLERANCE > packets || pes.scrambled() * SCRAMBLED_TOLERANCE > pes.packets()) {
            return Reason.SCRAMBLED;
        }
        if (startGone) {
            return Reason.NO_PSI;
        }
        if (!found.parsed()) {
            return Reason.UNSUPPORTED_CODEC;
        }
        if (found.frames() == 0) {
            return Reason.NO_MEDIA;
        }
        if (found.span() == null) {
            return Reason.NO_PTS;
        }
        if (found.parts().size() > Part.PARTS_MAX) {
            return Reason.BROKEN_TIME;
        }
        return found.span().end() == null ? Reason.NO_DURATION : null;
    }

    /**
     * The stream's line of the measurement.
     *
     * @param shift ticks that bring the program into its first cycle
     */
    Stream describe(int program, long shift) {
        var found = found();
        var format = found.format();
        Span span = found.span();
        Long start =
                span == null || !isMedia() || whyWithoutRange() != null ? null : Long.valueOf(span.minPts() + shift);
        Long end = start == null || span == null || span.end() == null ? null : Long.valueOf(span.end() + shift);
        Fraction ticks = span == null ? null : span.frameTicks();
        return new Stream(
                pid,
                program,
                codec.kind(),
                codecCode(),
                format.width(),
                format.height(),
                ticks == null || codec.kind() != Kind.VIDEO ? null : ticks.perSecond(),
                format.sampleRate(),
                format.channels(),
                format.profile(),
                format.level(),
                found.frames(),
                found.framesWithoutPts(),
                found.keyFrames(),
                span == null ? null : Long.valueOf(span.minPts() + shift),
                span == null ? null : Long.valueOf(span.maxPts() + shift),
                ticks,
                start,
                end,
                format.interlaceMode(),
                format.constraints(),
                start == null
                        ? List.of()
                        : found.parts().stream()
                                .map(part -> part.shifted(shift))
                                .toList());
    }

    void report(Warnings warnings) {
        if (scrambled > 0) {
            warn(warnings, "scrambled", scrambled + " of " + packets + " packets are scrambled and were dropped");
        }
        if (pes.scrambled() > 0) {
            warn(warnings, "scrambled", pes.scrambled() + " of " + pes.packets() + " PES packets are scrambled");
        }
        int breaks = pes.breaks().count();
        if (isMedia() && breaks > 0) {
            warn(
                    warnings,
                    "time_jump",
                    "the decoding time jumps " + breaks + " times, first by "
                            + pes.breaks().firstJump() + " ticks; the range covers all of it");
        }
        if (continuity.gaps() > 0) {
            warn(warnings, "continuity", "packets are missing in " + continuity.gaps() + " places");
        }
        if (pes.broken() > 0 && isMedia()) {
            warn(warnings, "pes_damaged", pes.broken() + " PES packets do not start with 00 00 01 and were dropped");
        }
        if (pes.missing() > 0) {
            warn(warnings, "tail_incomplete", "the last PES packet lacks " + pes.missing() + " of its bytes");
        }
        found().remarks().forEach(remark -> warn(warnings, remark.code(), remark.text()));
        Reason why = isMedia() ? whyWithoutRange() : null;
        if (why != null) {
            warn(warnings, "range_unknown", explain(why));
        }
    }

    /** Why the whole chunk has no time, if this stream tells best. */
    Unmeasurable refusal(int others) {
        Reason why = Objects.requireNonNull(whyWithoutRange());
        return new Unmeasurable(
                why,
                "none of " + others + " audio and video streams has a time range; PID " + pid + " (" + codecCode()
                        + "): " + explain(why));
    }

    private String explain(Reason why) {
        return switch (why) {
            case SCRAMBLED -> "its packets are scrambled";
            case UNSUPPORTED_CODEC -> "its frames are not parsed";
            case NO_PTS -> "none of its " + found().frames() + " frames has a PTS";
            case NO_DURATION ->
                "nothing tells how long the last of its " + found().frames()
                        + " frames lasts: it states no plausible rate";
            case NO_MEDIA -> packets == 0 ? "it has no packets" : "no frame starts in its " + packets + " packets";
            case BROKEN_TIME -> "its time breaks more often than " + (Part.PARTS_MAX - 1) + " times";
            case NO_PSI -> "its first packets came too long before its PMT";
            case EMPTY, NOT_TS -> throw new IllegalStateException("not a stream's reason: " + why);
        };
    }

    private void warn(Warnings warnings, String code, String text) {
        warnings.add(code, "PID " + pid + " (" + codecCode() + "): " + text);
    }

    private Findings found() {
        if (findings == null) {
            throw new IllegalStateException("asked before the last bytes");
        }
        return findings;
    }
}
