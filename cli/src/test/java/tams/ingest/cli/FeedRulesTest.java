package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
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
        Feed feed = feed(Feed.Complete.LIST, Duration.ofDays(3), Feed.Timeline.DEFAULT);

        assertThat(FeedRules.check(List.of(feed)))
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains("'a'", "keep"));
        assertThat(FeedRules.check(List.of(Feed.named("b")))).isEmpty();
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
