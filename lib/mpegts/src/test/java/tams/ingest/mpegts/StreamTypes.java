package tams.ingest.mpegts;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The stream types of a chunk's PMTs, by PID, as they stand there: read without what the library makes of them, so that
 * a mistake of its own cannot move a stream out of what it is measured by.
 */
final class StreamTypes {

    /** Of ISO/IEC 13818-1 table 2-34: coded sound and pictures that are none of the codecs compared with other tools. */
    private static final Set<Integer> OTHER_CODECS = Set.of(
            0x10, // MPEG-4 visual
            0x1C, // MPEG-4 audio without transport syntax
            0x21, // JPEG 2000
            0x2D, // MPEG-H 3D audio, main
            0x2E, // MPEG-H 3D audio, auxiliary
            0x33); // VVC

    private final Map<Integer, SectionReader> tables = new HashMap<>();
    private final Map<Integer, Set<Integer>> types = new HashMap<>();

    private StreamTypes() {
        tables.put(0, new SectionReader(this::onPat));
    }

    static StreamTypes of(byte[] bytes) {
        var types = new StreamTypes();
        var framer = new PacketFramer((packet, at) -> {
            var reader = types.tables.get(Packets.pid(packet, at));
            if (reader != null) {
                reader.packet(packet, at);
            }
        });
        framer.push(bytes, 0, bytes.length);
        framer.finish();
        return types;
    }

    private void onPat(Section pat) {
        for (int at = 8; pat.tableId() == 0 && at + 4 <= pat.bodyEnd(); at += 4) {
            if (pat.pair(at) != 0) {
                tables.computeIfAbsent(pat.pair(at + 2) & 0x1FFF, pid -> new SectionReader(this::onPmt));
            }
        }
    }

    private void onPmt(Section pmt) {
        if (pmt.tableId() != 2) {
            return;
        }
        int at = 12 + (pmt.pair(10) & 0x0FFF);
        while (at + 5 <= pmt.bodyEnd()) {
            int pid = pmt.pair(at + 1) & 0x1FFF;
            types.computeIfAbsent(pid, unseen -> new HashSet<>()).add(pmt.at(at));
            at += 5 + (pmt.pair(at + 3) & 0x0FFF);
        }
    }

    /** The type, as in 0x2D, if the tables list the PID and never as anything but one codec that is not compared; else empty. */
    String otherCodec(int pid) {
        var said = types.getOrDefault(pid, Set.of());
        return said.size() == 1 && OTHER_CODECS.containsAll(said)
                ? "0x%02X".formatted(said.iterator().next())
                : "";
    }
}
