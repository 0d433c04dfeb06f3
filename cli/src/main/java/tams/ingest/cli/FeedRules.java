package tams.ingest.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import tams.ingest.contracts.Feed;

/** What a feed table may say that has no effect, or another than it seems; no media suffers from it, so it is said aloud. */
final class FeedRules {

    private FeedRules() {}

    /** Checks a table before it is applied: warnings, one line each. */
    static List<String> check(List<Feed> feeds) {
        List<String> warnings = new ArrayList<>();
        Map<UUID, Feed> byFlow = new HashMap<>();
        for (Feed feed : feeds) {
            String named = "feed '" + feed.id() + "': ";
            if (feed.archiveKeep() != null && feed.after() != Feed.After.ARCHIVE) {
                warnings.add(named + "archive_keep has no effect on files that come from now on, since after is "
                        + feed.after());
            }
            UUID flow = feed.flow().id();
            Feed other = flow == null ? null : byFlow.putIfAbsent(flow, feed);
            if (other != null && !Objects.equals(other.keep(), feed.keep())) {
                warnings.add(named + "writes to Flow " + flow + " as feed '" + other.id()
                        + "' does, which has another keep; the longer of the two counts for that Flow");
            }
        }
        return warnings;
    }
}
