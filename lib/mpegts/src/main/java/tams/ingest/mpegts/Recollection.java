package tams.ingest.mpegts;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The program maps that hold for a chunk: its own, and those of the chunk before where it has none. */
final class Recollection {

    private final KnownPrograms before;
    private final Map<Integer, KnownPrograms.Known> maps = new TreeMap<>();
    private final Set<Integer> remembered = new TreeSet<>();

    Recollection(KnownPrograms before) {
        this.before = before;
    }

    /**
     * The programs of the chunk before that this chunk lacks, or has not shown yet, and whose packets it has.
     *
     * @param mapPids of the programs in the chunk's own PAT; a program that contradicts it does not hold any more
     */
    List<KnownPrograms.Known> lacking(Map<Integer, Integer> mapPids, PacketMemory memory) {
        return before.programs().stream()
                .filter(known -> !maps.containsKey(known.program().number()))
                .filter(known -> mapPids.isEmpty()
                        || Integer.valueOf(known.program().pmtPid())
                                .equals(mapPids.get(known.program().number())))
                .filter(known -> known.entries().stream()
                        .anyMatch(entry -> entry.codec().kind() != Kind.DATA && memory.holds(entry.pid())))
                .toList();
    }

    /** One of those is used. */
    void use(KnownPrograms.Known known) {
        maps.put(known.program().number(), known);
        remembered.add(known.program().number());
    }

    /**
     * A map of the chunk's own.
     *
     * @return the PIDs that were wrongly taken from the chunk before: listed no more, or under another codec
     */
    Set<Integer> enter(Program program, List<ProgramMap.Entry> entries) {
        var known = maps.put(program.number(), new KnownPrograms.Known(program, entries));
        Set<Integer> wrong = new HashSet<>();
        if (remembered.remove(program.number()) && known != null) {
            for (var entry : known.entries()) {
                if (!entries.contains(entry)) {
                    wrong.add(entry.pid());
                }
            }
        }
        return wrong;
    }

    /** What to measure the next chunk with. */
    KnownPrograms known() {
        return maps.isEmpty() ? before : KnownPrograms.of(List.copyOf(maps.values()));
    }

    void report(Warnings warnings) {
        if (!remembered.isEmpty()) {
            warnings.add(
                    "psi_remembered",
                    "the chunk has no PMT of program "
                            + String.join(
                                    ", ",
                                    remembered.stream().map(String::valueOf).toList())
                            + "; its streams are those that the chunk before listed");
        }
    }
}
