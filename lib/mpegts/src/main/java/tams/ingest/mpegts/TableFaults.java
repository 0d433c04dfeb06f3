package tams.ingest.mpegts;

import java.util.Map;
import java.util.Set;

/** What is wrong with a chunk's tables, in words that are put behind a sentence; empty where nothing is. */
final class TableFaults {

    private TableFaults() {}

    /** How many sections were no use, and on which PID the first of them. */
    static String rejected(Map<Integer, SectionReader> tables) {
        long rejected =
                tables.values().stream().mapToLong(SectionReader::rejected).sum();
        return tables.entrySet().stream()
                .filter(table -> table.getValue().rejected() > 0)
                .findFirst()
                .map(table -> "; " + rejected
                        + " table sections with a wrong checksum or length were dropped, some on PID "
                        + table.getKey())
                .orElse("");
    }

    /** Where the first PMT should be that is not there. */
    static String missingMaps(Map<Integer, Integer> mapPids, Set<Integer> programs) {
        return mapPids.entrySet().stream()
                .filter(map -> !programs.contains(map.getKey()))
                .findFirst()
                .map(map -> ": program " + map.getKey() + " has its PMT on PID " + map.getValue())
                .orElse("");
    }
}
