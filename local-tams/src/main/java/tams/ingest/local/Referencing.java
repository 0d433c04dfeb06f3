package tams.ingest.local;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The act of putting references on a Flow's timeline, beside the Segments of one {@link Registration}. */
final class Referencing {

    /** References of one Flow: more cuts than any programme has. */
    static final int PER_FLOW_MAX = 10_000;

    private final Registration registration;
    private final Set<String> checked = new HashSet<>();
    private int count = -1;

    Referencing(Registration registration) {
        this.registration = registration;
    }

    /**
     * Adds one reference. What it shows now is told to those who listen, {@link SegmentRoutes#SEGMENTS_MAX} of it.
     *
     * @throws Refusal 400 when it may not be added; nothing is changed then
     */
    void add(NewReference reference) throws SQLException {
        Sql sql = registration.sql();
        String flowId = registration.flow().id();
        Extent extent = Extent.of(reference.timerange());
        registration.checkFree(reference.timerange().toString(), extent);
        if (!checked.contains(reference.originId())) {
            check(sql, flowId, reference.originId());
            checked.add(reference.originId());
        }
        count = count < 0 ? ReferenceTable.count(sql, flowId) : count;
        if (count >= PER_FLOW_MAX) {
            throw Refusal.badRequest(
                    "too_many_references",
                    "Flow " + flowId + " has " + count + " references, at most " + PER_FLOW_MAX
                            + ": use the objects themselves");
        }
        ReferenceTable.insert(sql, new ReferenceTable.Row(flowId, extent, reference.originId(), reference.offset()));
        count++;
        tell(sql, flowId, extent);
    }

    private static void check(Sql sql, String flowId, String originId) throws SQLException {
        Optional<Flow> origin = FlowTable.find(sql, originId);
        if (origin.isEmpty()) {
            throw Refusal.badRequest(
                    "unknown_flow", "reference.flow_id " + originId + " is no Flow of this store: create it first");
        }
        if (origin.get().deleting()) {
            throw Refusal.badRequest("deleting", "reference.flow_id " + originId + " is being deleted");
        }
        ReferenceGraph.check(sql, flowId, originId);
    }

    private void tell(Sql sql, String flowId, Extent extent) throws SQLException {
        int room = SegmentRoutes.SEGMENTS_MAX - registration.added().size();
        if (room > 0) {
            List<SegmentTable.Row> shown = Timeline.page(
                            sql, new SegmentTable.Selection(flowId, extent, null, false, null), room)
                    .rows();
            registration.added().addAll(shown);
        }
    }
}
