package tams.ingest.mpegts;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The readers of the PIDs that carry tables. */
final class TableReaders {

    private final Map<Integer, SectionReader> readers = new TreeMap<>();

    SectionReader open(int pid, Consumer<Section> sink) {
        var reader = new SectionReader(sink);
        readers.put(pid, reader);
        return reader;
    }

    /** How many table sections were no use and where; empty if all were fine. */
    String rejected() {
        long rejected =
                readers.values().stream().mapToLong(SectionReader::rejected).sum();
        return readers.entrySet().stream()
                .filter(reader -> reader.getValue().rejected() > 0)
                .findFirst()
                .map(reader -> rejected
                        + " table sections with a wrong checksum or length were dropped, some on PID "
                        + reader.getKey())
                .orElse("");
    }

    void report(Warnings warnings) {
        if (!rejected().isEmpty()) {
            warnings.add("psi_damaged", rejected());
        }
    }
}
