package tams.ingest.mpegts;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The program maps that hold for a chunk: its own, those of the chunk before where it has none, and where there is neither,
 * a program guessed from the media.
 */
final class Recollection {

    private final KnownPrograms before;
    private final Map<Integer, KnownPrograms.Known> maps = new TreeMap<>();
    private final Set<Integer> remembered = new TreeSet<>();
    private KnownPrograms.@Nullable Known guess;

    Recollection(KnownPrograms before) {
        this.before = before;
    }

    /**
     * The programs that the chunk lacks, or has not shown yet, and whose packets it has: of the chunk before, else guessed.
     *
     * @param mapPids of the programs in the chunk's own PAT; a program that contradicts it does not hold any more
     */
    List<KnownPrograms.Known> lacking(Map<Integer, Integer> mapPids, PacketMemory memory) {
        var pids = memory.pids();
        var known = remembered(mapPids, pids);
        known.forEach(this::use);
        if (!known.isEmpty() || !maps.isEmpty() || guess != null) {
            return known;
        }
        guess = guess(mapPids, pids, memory);
        return guess == null ? List.of() : List.of(guess);
    }

    private List<KnownPrograms.Known> remembered(Map<Integer, Integer> mapPids, BitSet pids) {
        return before.programs().stream()
                .filter(known -> !maps.containsKey(known.program().number()))
                .filter(known -> mapPids.isEmpty()
                        || Integer.valueOf(known.program().pmtPid())
                                .equals(mapPids.get(known.program().number())))
                .filter(known -> known.entries().stream()
                        .anyMatch(entry -> entry.codec().kind() != Kind.DATA && pids.get(entry.pid())))
                .toList();
    }

    /** All that its PES packets name, as the first program of the PAT; null if they name nothing. */
    private static KnownPrograms.@Nullable Known guess(
            Map<Integer, Integer> mapPids, BitSet pids, PacketMemory memory) {
        var entries = new ArrayList<ProgramMap.Entry>();
        int pcrPid = Packets.NULL_PID;
        for (int pid = pids.nextSetBit(0); pid >= 0; pid = pids.nextSetBit(pid + 1)) {
            var packets = new CodecGuess();
            memory.replay(pid, packets);
            var codec = packets.codec();
            if (codec != null) {
                entries.add(new ProgramMap.Entry(pid, codec));
            }
            pcrPid = packets.carriesClock() && pcrPid == Packets.NULL_PID ? pid : pcrPid;
        }
        int number = mapPids.keySet().stream().findFirst().orElse(1);
        var program = new Program(number, mapPids.getOrDefault(number, Packets.NULL_PID), pcrPid);
        return entries.isEmpty() ? null : new KnownPrograms.Known(program, entries);
    }

    /** The number of the program in use that was guessed, which ends with the first map of the chunk's own. */
    OptionalInt guessed() {
        return guess == null
                ? OptionalInt.empty()
                : OptionalInt.of(guess.program().number());
    }

    private void use(KnownPrograms.Known known) {
        maps.put(known.program().number(), known);
        remembered.add(known.program().number());
    }

    /**
     * A map of the chunk's own.
     *
     * @return the PIDs that were wrongly remembered or guessed: listed no more, or under another codec
     */
    Set<Integer> enter(Program program, List<ProgramMap.Entry> entries) {
        var former = maps.put(program.number(), new KnownPrograms.Known(program, entries));
        var known = guess != null ? guess : remembered.remove(program.number()) ? former : null;
        guess = null;
        Set<Integer> wrong = new HashSet<>();
        if (known != null) {
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
        if (guess != null) {
            warnings.add(
                    "psi_guessed",
                    "the chunk has no PMT and no chunk before had one; the codecs of its streams are told from their bytes");
        }
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
