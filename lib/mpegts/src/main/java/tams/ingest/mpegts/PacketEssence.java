package tams.ingest.mpegts;

import java.util.List;

/** Counts PES packets: all that is known of data, and of codecs whose frames nothing here reads. */
final class PacketEssence implements Essence {

    private final Codec codec;
    private final boolean parsed;
    private long packets;
    private long withoutPts;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    /**
     * A counter of PES packets.
     *
     * @param parsed whether a PES packet is a frame of this codec
     */
    PacketEssence(Codec codec, boolean parsed) {
        this.codec = codec;
        this.parsed = parsed;
    }

    @Override
    public void packet(Stamp stamp) {
        packets++;
        long pts = stamp.take();
        if (pts == Ticks.NONE) {
            withoutPts++;
        } else {
            min = Math.min(min, pts);
            max = Math.max(max, pts);
        }
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {}

    @Override
    public void lost() {}

    @Override
    public Findings findings() {
        Span span = parsed && packets > withoutPts ? new Span(min, max, null, null) : null;
        return new Findings(
                codec, parsed, Format.UNTOLD, parsed ? packets : 0, parsed ? withoutPts : 0, 0, span, List.of());
    }
}
