package tams.ingest.local;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which Flows show which, kept free of circles and shallow.
 *
 * <p>Judged by whole Flows, not by stretches of them: a Flow that shows another never becomes, by whatever way, one that
 * the other shows. So what may be referred to does not depend on what was put where before.
 */
final class ReferenceGraph {

    /** References followed from a Segment's Flow to the Segment, at most. */
    static final int DEPTH_MAX = 16;

    /** Flows above and below one Flow, at most: each is looked at when a reference is added. */
    static final int FLOWS_MAX = 1_000;

    /** What a Flow leads to. */
    private interface Edges {
        List<String> from(Sql sql, String flowId) throws SQLException;
    }

    private ReferenceGraph() {}

    /** @throws Refusal 400 when a reference in {@code flowId} to {@code originId} would close a circle, or lead too deep */
    static void check(Sql sql, String flowId, String originId) throws SQLException {
        Map<String, List<String>> below = ways(sql, originId, ReferenceTable::origins);
        List<String> back = flowId.equals(originId) ? List.of(originId) : below.getOrDefault(flowId, List.of());
        if (!back.isEmpty()) {
            throw Refusal.badRequest(
                    "reference_cycle",
                    "the reference would close a circle of Flows, " + flowId + " -> " + String.join(" -> ", back)
                            + ": refer to a Flow that does not show this one");
        }
        int depth = 1 + longest(ways(sql, flowId, ReferenceTable::referrers)) + longest(below);
        if (depth > DEPTH_MAX) {
            throw Refusal.badRequest(
                    "too_deep",
                    "Flow " + originId + " shows others by way of others: the reference would make it " + depth
                            + " references in a row, at most " + DEPTH_MAX
                            + ": refer to the Flow that has the Segments");
        }
    }

    private static int longest(Map<String, List<String>> ways) {
        return ways.values().stream().mapToInt(way -> way.size() - 1).max().orElse(0);
    }

    /** The longest way from {@code start} to each Flow that it leads to, both included. */
    private static Map<String, List<String>> ways(Sql sql, String start, Edges edges) throws SQLException {
        Map<String, List<String>> ways = new HashMap<>();
        Map<String, List<String>> known = new HashMap<>();
        ways.put(start, List.of(start));
        Deque<String> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            String flowId = open.removeFirst();
            List<String> way = ways.getOrDefault(flowId, List.of());
            for (String next : step(sql, known, flowId, edges)) {
                if (ways.getOrDefault(next, List.of()).size() <= way.size()) {
                    List<String> longer = new ArrayList<>(way);
                    longer.add(next);
                    ways.put(next, Collections.unmodifiableList(longer));
                    open.addLast(next);
                }
            }
        }
        return ways;
    }

    private static List<String> step(Sql sql, Map<String, List<String>> known, String flowId, Edges edges)
            throws SQLException {
        List<String> next = known.get(flowId);
        if (next == null) {
            next = edges.from(sql, flowId);
            known.put(flowId, next);
            if (known.size() > FLOWS_MAX) {
                throw Refusal.badRequest(
                        "too_wide",
                        "more than " + FLOWS_MAX
                                + " Flows show one another here: refer to the Flows that have the Segments");
            }
        }
        return next;
    }
}
