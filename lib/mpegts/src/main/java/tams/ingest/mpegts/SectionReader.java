package tams.ingest.mpegts;

import java.util.function.Consumer;

/** Puts the PSI sections of one PID together and hands on those whose checksum holds. */
final class SectionReader implements PidReader {

    /** The longest PAT or PMT section that the standard allows, header included. */
    static final int SECTION_MAX = 1024;

    private static final int HEADER = 3;

    private final Consumer<Section> sink;
    private final Continuity continuity = new Continuity();
    private final byte[] section = new byte[SECTION_MAX];
    private int filled;
    private int length;
    private boolean open;
    private long rejected;

    SectionReader(Consumer<Section> sink) {
        this.sink = sink;
    }

    @Override
    public void packet(byte[] bytes, int at) {
        int payload = Packets.payload(bytes, at);
        if (payload < 0 || Packets.scrambled(bytes, at)) {
            return;
        }
        Continuity.Step step = continuity.step(bytes, at);
        if (step == Continuity.Step.REPEATED) {
            return;
        }
        if (step == Continuity.Step.GAP) {
            open = false;
        }
        int end = at + Packets.SIZE;
        if (!Packets.startsUnit(bytes, at)) {
            take(bytes, payload, end);
            return;
        }
        int first = payload + 1 + (bytes[payload] & 0xFF);
        if (first > end) {
            open = false;
            rejected++;
            return;
        }
        take(bytes, payload + 1, first);
        sections(bytes, first, end);
    }

    private void sections(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && (bytes[at] & 0xFF) != 0xFF) {
            filled = 0;
            length = HEADER;
            open = true;
            at = take(bytes, at, end);
            if (open) {
                return;
            }
        }
    }

    /** Takes what the open section still lacks and returns where it ended. */
    private int take(byte[] bytes, int from, int end) {
        int at = from;
        while (open && at < end) {
            int taken = Math.min(length - filled, end - at);
            System.arraycopy(bytes, at, section, filled, taken);
            filled += taken;
            at += taken;
            if (filled == length) {
                complete();
            }
        }
        return open ? end : at;
    }

    private void complete() {
        if (length == HEADER) {
            length = HEADER + ((section[1] & 0x0F) << 8 | (section[2] & 0xFF));
            if (length > SECTION_MAX || length == HEADER) {
                open = false;
                rejected++;
            }
            return;
        }
        open = false;
        if (Section.intact(section, length)) {
            sink.accept(new Section(section, length));
        } else {
            rejected++;
        }
    }

    /** Sections thrown away: checksum wrong or length impossible. */
    long rejected() {
        return rejected;
    }
}
