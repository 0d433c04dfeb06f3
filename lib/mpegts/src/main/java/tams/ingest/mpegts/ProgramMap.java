package tams.ingest.mpegts;

import java.util.ArrayList;
import java.util.List;

/**
 * What one PMT says.
 *
 * @param entries in the table's order
 */
record ProgramMap(int program, int pcrPid, List<Entry> entries) {

    private static final int ENTRY_HEADER = 5;

    /** One elementary stream of a program. */
    record Entry(int pid, Codec codec) {}

    /** Reads a PMT section; loops whose lengths lie are cut at the section's end. */
    static ProgramMap of(Section section) {
        int end = section.bodyEnd();
        if (section.bodyStart() + 4 > end) {
            return new ProgramMap(section.extension(), Packets.NULL_PID, List.of());
        }
        int pcrPid = section.pair(8) & 0x1FFF;
        int at = section.bodyStart() + 4;
        var programDescriptors = new Descriptors(section, at, Math.min(at + (section.pair(10) & 0x0FFF), end));
        at = programDescriptors.end();
        var entries = new ArrayList<Entry>();
        while (at + ENTRY_HEADER <= end) {
            int from = at + ENTRY_HEADER;
            int to = Math.min(from + (section.pair(at + 3) & 0x0FFF), end);
            var descriptors = new Descriptors(section, from, to);
            int pid = section.pair(at + 1) & 0x1FFF;
            entries.add(new Entry(pid, Codec.of(section.at(at), descriptors, programDescriptors)));
            at = to;
        }
        return new ProgramMap(section.extension(), pcrPid, List.copyOf(entries));
    }
}
