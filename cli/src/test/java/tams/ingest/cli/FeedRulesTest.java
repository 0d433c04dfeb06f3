package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tams.ingest.contracts.Feed;

class FeedRulesTest {

    @Test
    void takeAFeedOfEveryOriginAndAnchor() {
        for (Feed.Timeline.Origin origin : Feed.Timeline.Origin.values()) {
            for (Feed.Timeline.Anchor anchor : Feed.Timeline.Anchor.values()) {
                Feed.Timeline timeline =
                        new Feed.Timeline(origin, Feed.Timeline.Scale.TAI, anchor, ZoneOffset.UTC, Duration.ZERO);

                assertThat(FeedRules.check(List.of(feed(Feed.Complete.QUIET, null, timeline))))
                        .isEmpty();
            }
        }
    }

    @Test
    void sayAloudWhatHasNoEffect() {
        Feed archived = feed(Feed.Complete.LIST, Duration.ofDays(3), Feed.Timeline.DEFAULT);
        assertThat(FeedRules.check(List.of(archived, Feed.named("b")))).isEmpty();

        Feed deleted = kept("c", null, Duration.ofDays(30), Feed.After.DELETE, null);

        assertThat(FeedRules.check(List.of(deleted)))
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains("'c'", "archive_keep", "delete"));
        assertThat(FeedRules.check(List.of(kept("c", null, Duration.ofDays(30), Feed.After.ARCHIVE, null))))
                .isEmpty();
    }

    @Test
    void sayWhichKeepCountsForAFlowThatTwoFeedsWriteTo() {
        UUID flow = new UUID(0x5000, 1);
        Feed one = kept("one", Duration.ofDays(3), null, Feed.After.ARCHIVE, flow);

        assertThat(FeedRules.check(List.of(one, kept("two", null, null, Feed.After.ARCHIVE, flow))))
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains("'one'", "'two'", "keep", flow.toString()));
        assertThat(FeedRules.check(List.of(one, kept("two", Duration.ofDays(3), null, Feed.After.ARCHIVE, flow))))
                .isEmpty();
    }

    private static Feed kept(
            String id, @Nullable Duration keep, @Nullable Duration archiveKeep, Feed.After after, @Nullable UUID flow) {
        Feed plain = Feed.named(id);
        return new Feed(
                id,
                id,
                null,
                plain.complete(),
                false,
                keep,
                archiveKeep,
                null,
                plain.essence(),
                plain.timeline(),
                after,
                new Feed.FlowSettings(flow, null, null, null, Map.of()));
    }

    private static Feed feed(Feed.Complete complete, @Nullable Duration keep, Feed.Timeline timeline) {
        Feed plain = Feed.named("a");
        return new Feed(
                "a",
                "a",
                null,
                complete,
                false,
                keep,
                null,
                plain.essence(),
                timeline,
                plain.after(),
                Feed.FlowSettings.NONE);
    }
}
