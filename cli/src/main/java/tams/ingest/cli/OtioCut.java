package tams.ingest.cli;

import java.util.ArrayList;
import java.util.List;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Cuts a sequence of items to a stretch of it, counted from the beginning of the first. */
final class OtioCut {

    private OtioCut() {}

    /** @throws CheckFailedException naming {@code place} where the stretch reaches beyond the items */
    static List<OtioTimeline.Item> of(List<OtioTimeline.Item> items, TimeRange stretch, String place) {
        List<OtioTimeline.Item> left = new ArrayList<>();
        Timestamp at = Timestamp.ZERO;
        for (OtioTimeline.Item item : items) {
            Timestamp begin = at;
            TimeRange common =
                    TimeRange.between(begin, begin.plus(item.length())).intersection(stretch);
            if (common.start() != null && common.end() != null && !common.isEmpty()) {
                left.add(item.part(common.start().minus(begin), common.end().minus(begin)));
            }
            at = begin.plus(item.length());
        }
        if (!TimeRange.between(Timestamp.ZERO, at).contains(stretch)) {
            throw OtioFault.at(
                    place, "its source_range " + stretch + " reaches beyond what it holds, [0:0_" + at + ")");
        }
        return left;
    }
}
