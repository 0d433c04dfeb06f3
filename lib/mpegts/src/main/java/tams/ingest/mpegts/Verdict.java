package tams.ingest.mpegts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What all that was seen of a chunk amounts to. */
final class Verdict {

    /** The most telling reason first, for a chunk whose streams have several. */
    private static final List<Reason> TELLING = List.of(
            Reason.SCRAMBLED,
            Reason.NO_PSI,
            Reason.NO_PTS,
            Reason.BROKEN_TIME,
            Reason.NO_DURATION,
            Reason.UNSUPPORTED_CODEC,
            Reason.NO_MEDIA);

    private Verdict() {}

    static Measured of(PacketFramer framer, Demultiplexer demultiplexer, int firstByte) {
        if (framer.bytes() == 0) {
            return new Unmeasurable(Reason.EMPTY, "the file is empty");
        }
        if (framer.packets() == 0) {
            return new Unmeasurable(
                    Reason.NOT_TS,
                    "not a transport stream: no sync bytes (0x47) 188, 192 or 204 bytes apart in " + framer.bytes()
                            + " bytes, the first of which (byte 0) is 0x" + "%02x".formatted(firstByte)
                            + "; nor do ADTS, MPEG or AC-3 audio frames start there");
        }
        if (demultiplexer.nullPackets() == framer.packets()) {
            return new Unmeasurable(
                    Reason.NO_MEDIA, "all " + framer.packets() + " packets are null packets (PID 8191)");
        }
        if (!demultiplexer.hasAssociation()) {
            return new Unmeasurable(
                    Reason.NO_PSI,
                    "no PAT (PID 0) with a program in " + framer.packets() + " packets" + demultiplexer.rejected());
        }
        if (demultiplexer.programs().isEmpty()) {
            return new Unmeasurable(
                    Reason.NO_PSI,
                    "the PAT (PID 0) names programs, but none of their PMTs is in " + framer.packets() + " packets"
                            + demultiplexer.missingMaps() + demultiplexer.rejected());
        }
        return measure(framer, demultiplexer);
    }

    private static Measured measure(PacketFramer framer, Demultiplexer demultiplexer) {
        var warnings = new Warnings();
        framer.report(warnings);
        demultiplexer.report(warnings);
        var streams = new ArrayList<Stream>();
        var without = new ArrayList<ElementaryStream>();
        demultiplexer.streamsByProgram().forEach((program, own) -> {
            long shift = shift(own);
            for (var stream : own) {
                streams.add(stream.describe(program.number(), shift));
                stream.report(warnings);
                if (stream.isMedia() && stream.whyWithoutRange() != null) {
                    without.add(stream);
                }
            }
        });
        if (streams.stream().noneMatch(Stream::hasRange)) {
            return unmeasurable(without, streams);
        }
        return new Measurement(
                framer.packetSize(), framer.packets(), demultiplexer.programs(), streams, warnings.lines());
    }

    /** Puts a program's lowest audio or video time into the first cycle of the counter. */
    private static long shift(List<ElementaryStream> streams) {
        long lowest = streams.stream()
                .mapToLong(ElementaryStream::lowestMediaTime)
                .filter(time -> time != Ticks.NONE)
                .min()
                .orElse(0);
        return -Math.floorDiv(lowest, Ticks.WRAP) * Ticks.WRAP;
    }

    private static Unmeasurable unmeasurable(List<ElementaryStream> without, List<Stream> listed) {
        return without.stream()
                .min(Comparator.comparingInt(stream -> TELLING.indexOf(stream.whyWithoutRange())))
                .map(stream -> stream.refusal(without.size()))
                .orElseGet(() -> withoutMedia(listed));
    }

    private static Unmeasurable withoutMedia(List<Stream> listed) {
        return listed.stream()
                .filter(stream -> stream.codec().equals(Codec.UNKNOWN.code()))
                .findFirst()
                .map(stream -> new Unmeasurable(
                        Reason.UNSUPPORTED_CODEC,
                        "no audio or video of a known codec among the " + listed.size() + " streams of the PMTs; PID "
                                + stream.pid() + ": its stream type is not read"))
                .orElseGet(() -> new Unmeasurable(
                        Reason.NO_MEDIA, "no audio or video: the PMTs list " + listed.size() + " data streams only"));
    }
}
