package tams.ingest.mpegts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives every packet to the reader of its PID, and finds out from PAT and PMTs which PIDs have one.
 *
 * <p>Tables only ever add: a PID listed once is followed to the end, under the codec it was first listed with.
 */
final class Demultiplexer implements PacketSink {

    /** More programs than any multiplex carries; bounds what a hostile PAT can make us follow. */
    static final int PROGRAMS_MAX = 256;

    /** Streams of all programs, shared ones several times: as many as there are PIDs, and a bound for hostile maps. */
    static final int LISTED_MAX = Packets.PIDS;

    private static final int PAT_PID = 0;

    private final @Nullable PidReader[] readers = new @Nullable PidReader[Packets.PIDS];
    private final PacketMemory memory = new PacketMemory(this::remember);
    private final Recollection recollection;
    private final TimestampBudget budget = new TimestampBudget();
    private final Map<Integer, Integer> mapPids = new TreeMap<>();
    private final Map<Integer, ProgramStreams> programs = new TreeMap<>();
    private final Map<Integer, Integer> checksums = new TreeMap<>();
    private final Map<Integer, ElementaryStream> streams = new TreeMap<>();
    private final TableReaders tables = new TableReaders();
    private long nullPackets;
    private long damaged;
    private boolean changed;
    private int listed;

    /** A program that was found, with the PIDs of its streams in the order of its tables. */
    record ProgramStreams(Program program, ProgramClock clock, Set<Integer> pids) {}

    /**
     * A demultiplexer of one chunk.
     *
     * @param before what the chunk before listed, for programs whose tables are not in this one
     */
    Demultiplexer(KnownPrograms before) {
        recollection = new Recollection(before);
        listen(PAT_PID, this::onAssociation);
    }

    @Override
    public void packet(byte[] bytes, int at) {
        int pid = Packets.pid(bytes, at);
        if (pid == Packets.NULL_PID) {
            nullPackets++;
        } else if (Packets.damaged(bytes, at)) {
            damaged++;
        } else {
            PidReader reader = readers[pid];
            if (reader == null) {
                memory.keep(bytes, at);
            } else {
                reader.packet(bytes, at);
            }
        }
    }

    @Override
    public int packets(byte[] bytes, int from, int last, int stride) {
        int at = from;
        while (at <= last && bytes[at] == Packets.SYNC) {
            packet(bytes, at);
            PidReader reader = readers[Packets.pid(bytes, at)];
            at += stride;
            if (reader != null) {
                at = reader.pass(bytes, at, last, stride);
            }
        }
        return at;
    }

    @Override
    public void release() {
        streams.values().forEach(ElementaryStream::release);
    }

    void finish() {
        remember();
        streams.values().forEach(ElementaryStream::finish);
    }

    private void listen(int pid, Consumer<Section> sink) {
        var reader = tables.open(pid, sink);
        readers[pid] = reader;
        var unused = memory.replay(pid, reader);
    }

    private void onAssociation(Section section) {
        if (section.tableId() != Section.PAT || !section.current()) {
            return;
        }
        for (int at = section.bodyStart(); at + 4 <= section.bodyEnd(); at += 4) {
            int program = section.pair(at);
            int pid = section.pair(at + 2) & 0x1FFF;
            if (program != 0 && pid != Packets.NULL_PID && mapPids.size() < PROGRAMS_MAX) {
                mapPids.putIfAbsent(program, pid);
                if (readers[pid] == null) {
                    listen(pid, map -> onMap(map, pid));
                }
            }
        }
        closeMemoryIfComplete();
    }

    private void onMap(Section section, int pid) {
        boolean expected = Integer.valueOf(pid).equals(mapPids.get(section.extension()));
        if (section.tableId() != Section.PMT || !section.current() || !expected) {
            return;
        }
        Integer known = checksums.put(section.extension(), section.checksum());
        if (known != null && known == section.checksum()) {
            return;
        }
        changed |= known != null;
        var map = ProgramMap.of(section);
        var own = new Program(map.program(), pid, map.pcrPid());
        recollection.guessed().ifPresent(programs::remove);
        var wrong = recollection.enter(own, map.entries());
        wrong.forEach(this::forget);
        enter(own, map.entries());
        for (int gone : wrong) {
            var stream = streams.get(gone);
            if (stream != null) {
                stream.startIsGone();
            }
        }
        closeMemoryIfComplete();
    }

    private void enter(Program found, List<ProgramMap.Entry> entries) {
        var program = programs.computeIfAbsent(
                found.number(),
                number -> new ProgramStreams(found, new ProgramClock(found.pcrPid()), new LinkedHashSet<>()));
        for (var entry : entries) {
            if (entry.pid() != Packets.NULL_PID
                    && listed < LISTED_MAX
                    && program.pids().add(entry.pid())) {
                listed++;
                follow(entry, program.clock());
            }
        }
    }

    private void remember() {
        recollection.lacking(mapPids, memory).forEach(known -> enter(known.program(), known.entries()));
    }

    private void forget(int pid) {
        programs.values().forEach(program -> program.pids().remove(pid));
        streams.remove(pid);
        readers[pid] = null;
    }

    private void follow(ProgramMap.Entry entry, ProgramClock clock) {
        if (readers[entry.pid()] == null) {
            var stream = new ElementaryStream(entry, clock, budget);
            streams.put(entry.pid(), stream);
            readers[entry.pid()] = stream;
            if (!memory.replay(entry.pid(), stream)) {
                stream.startIsGone();
            }
            stream.release();
        }
    }

    private void closeMemoryIfComplete() {
        if (programs.keySet().equals(mapPids.keySet()) && !mapPids.isEmpty()) {
            memory.close();
        }
    }

    List<Program> programs() {
        return programs.values().stream().map(ProgramStreams::program).toList();
    }

    /** The streams of each program by number; one that several programs share belongs to the first of them. */
    Map<Program, List<ElementaryStream>> streamsByProgram() {
        var byProgram = new LinkedHashMap<Program, List<ElementaryStream>>();
        Set<Integer> seen = new HashSet<>();
        for (var program : programs.values()) {
            var own = new ArrayList<ElementaryStream>();
            for (int pid : program.pids()) {
                var stream = streams.get(pid);
                if (stream != null && seen.add(pid)) {
                    own.add(stream);
                }
            }
            byProgram.put(program.program(), own);
        }
        return byProgram;
    }

    boolean hasAssociation() {
        return !mapPids.isEmpty() || !programs.isEmpty();
    }

    /** The programs to measure the next chunk with. */
    KnownPrograms known() {
        return recollection.known();
    }

    /** What was wrong with tables, to be put behind a sentence; empty if all were fine. */
    String rejected() {
        return tables.rejected().isEmpty() ? "" : "; " + tables.rejected();
    }

    /** Where the first PMT should be that is not there, to be put behind a sentence. */
    String missingMaps() {
        return mapPids.entrySet().stream()
                .filter(map -> !programs.containsKey(map.getKey()))
                .findFirst()
                .map(map -> ": program " + map.getKey() + " has its PMT on PID " + map.getValue())
                .orElse("");
    }

    long nullPackets() {
        return nullPackets;
    }

    void report(Warnings warnings) {
        if (damaged > 0) {
            warnings.add("transport_error", damaged + " packets marked as damaged were dropped");
        }
        tables.report(warnings);
        if (changed) {
            warnings.add("pmt_changed", "a PMT changed inside the chunk; streams of all its versions are listed");
        }
        recollection.report(warnings);
        if (!streams.isEmpty()) {
            memory.report(warnings);
        }
    }
}
