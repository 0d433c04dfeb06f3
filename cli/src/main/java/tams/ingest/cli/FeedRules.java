package tams.ingest.cli;

import java.util.ArrayList;
import java.util.List;
import tams.ingest.contracts.Feed;
import tams.ingest.kit.ConfigException;

/** What a feed table may ask for but this version does not do: refused where media would suffer, else said aloud. */
final class FeedRules {

    private FeedRules() {}

    /**
     * Checks a table before it is applied.
     *
     * @return warnings, one line each
     * @throws ConfigException when a feed's chunks could not be placed
     */
    static List<String> check(List<Feed> feeds) {
        List<String> mistakes = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Feed feed : feeds) {
            String named = "feed '" + feed.id() + "': ";
            if (feed.timeline().origin() == Feed.Timeline.Origin.WALLCLOCK) {
                mistakes.add(named + "timeline origin wallclock is not available in this version: use zero or media");
            }
            if (feed.keep() != null) {
                warnings.add(named + "keep is noted, but this version deletes nothing from the store");
            }
            if (feed.complete() == Feed.Complete.LIST) {
                warnings.add(named + "complete: list is treated as quiet in this version");
            }
        }
        if (!mistakes.isEmpty()) {
            throw new ConfigException(mistakes);
        }
        return warnings;
    }
}
