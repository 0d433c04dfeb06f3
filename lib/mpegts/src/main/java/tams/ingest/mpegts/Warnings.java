package tams.ingest.mpegts;

import java.util.ArrayList;
import java.util.List;

/** The warnings of one chunk, in the order found, cut off at a limit with a last line that says so. */
final class Warnings {

    /** Bounds what hostile tables can make us write; a real chunk has a handful of PIDs and one or two lines each. */
    static final int WARNINGS_MAX = 100;

    private final List<String> lines = new ArrayList<>();
    private int beyond;

    /** Adds a line; {@code code} is a word that programs may look for. */
    void add(String code, String text) {
        if (lines.size() < WARNINGS_MAX - 1) {
            lines.add(code + ": " + text);
        } else {
            beyond++;
        }
    }

    List<String> lines() {
        var all = new ArrayList<>(lines);
        if (beyond > 0) {
            all.add("more_warnings: " + beyond + " left out");
        }
        return all;
    }
}
