package tams.ingest.mpegts;

import java.util.List;

/**
 * The program maps of a chunk, to measure a later chunk of the same stream with that has none of its own.
 *
 * <p>Immutable; at most {@value #STREAMS_MAX} streams in all, a chunk with more gives {@link #NONE}.
 */
public final class KnownPrograms {

    /** Real multiplexes have below 100; at some 50 bytes each this is what a feed costs. */
    static final int STREAMS_MAX = 256;

    /** No program. */
    public static final KnownPrograms NONE = new KnownPrograms(List.of());

    /** A program and the entries of its map. */
    record Known(Program program, List<ProgramMap.Entry> entries) {

        Known {
            entries = List.copyOf(entries);
        }
    }

    private final List<Known> programs;

    private KnownPrograms(List<Known> programs) {
        this.programs = List.copyOf(programs);
    }

    static KnownPrograms of(List<Known> programs) {
        int streams =
                programs.stream().mapToInt(known -> known.entries().size()).sum();
        return streams > STREAMS_MAX || programs.isEmpty() ? NONE : new KnownPrograms(programs);
    }

    List<Known> programs() {
        return programs;
    }

    /** True if no chunk has listed a program yet. */
    public boolean isEmpty() {
        return programs.isEmpty();
    }
}
