package tams.ingest.cli;

import java.util.ArrayList;
import java.util.List;
import tams.ingest.contracts.Feed;

/** What a feed table may ask for but this version does not do; no media suffers from it, so it is said aloud. */
final class FeedRules {

    private FeedRules() {}

    /** Checks a table before it is applied: warnings, one line each. */
    static List<String> check(List<Feed> feeds) {
        List<String> warnings = new ArrayList<>();
        for (Feed feed : feeds) {
            String named = "feed '" + feed.id() + "': ";
            if (feed.keep() != null) {
                warnings.add(named + "keep is noted, but this version deletes nothing from the store");
            }
        }
        return warnings;
    }
}
