package tams.ingest.local;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which Flows use an object: by a Segment, or by a reference to a Flow that does. */
final class ObjectUsers {

    /** References followed for one answer; Flows that only further ones would lead to are left out. */
    static final int STEPS_MAX = 20_000;

    /** A stretch of a Flow that shows the object. */
    private record Place(String flowId, Extent extent) {}

    private ObjectUsers() {}

    /** Ordered by id. */
    static Collection<String> of(Sql sql, String objectId) throws SQLException {
        Set<String> users = new TreeSet<>(SegmentTable.flowsUsing(sql, objectId));
        Deque<Place> open = new ArrayDeque<>();
        for (String flowId : users) {
            if (!ReferenceTable.referrers(sql, flowId).isEmpty()) {
                SegmentTable.placesOf(sql, flowId, objectId).forEach(at -> open.add(new Place(flowId, at)));
            }
        }
        int steps = 0;
        while (!open.isEmpty() && steps < STEPS_MAX) {
            Place place = open.removeFirst();
            List<ReferenceTable.Row> showing =
                    ReferenceTable.showing(sql, place.flowId(), place.extent(), STEPS_MAX - steps);
            for (ReferenceTable.Row reference : showing) {
                users.add(reference.flowId());
                Extent shown = place.extent().shiftedBy(reference.offset()).intersection(reference.extent());
                open.add(new Place(reference.flowId(), shown));
            }
            steps += 1 + showing.size();
        }
        return users;
    }
}
