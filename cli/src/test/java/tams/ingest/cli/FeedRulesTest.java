package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tams.ingest.contracts.Feed;

class FeedRulesTest {

    @Test
    void refuseAFeedWhoseChunksCouldNotBePlaced() {
        Feed.Timeline wallclock = new Feed.Timeline(
                Feed.Timeline.Origin.WALLCLOCK,
                Feed.Timeline.Scale.TAI,
                Feed.Timeline.Anchor.NAME,
                ZoneOffset.UTC,
                Duration.ZERO);

        assertThatThrownBy(() -> FeedRules.check(List.of(feed(Feed.Complete.QUIET, null, wallclock))))
                .hasMessageContaining("feed 'a'")
                .hasMessageContaining("wallclock");
    }

    @Test
    void sayAloudWhatHasNoEffect() {
        Feed feed = feed(Feed.Complete.LIST, Duration.ofDays(3), Feed.Timeline.DEFAULT);

        assertThat(FeedRules.check(List.of(feed)))
                .hasSize(2)
                .allSatisfy(warning -> assertThat(warning).contains("'a'"));
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
