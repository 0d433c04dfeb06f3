package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedDefined;
import tams.ingest.contracts.FeedPaused;

class KeepRulesTest {

    private final KeepRules rules = new KeepRules();
    private long version;

    private void line(String id, String folder, @Nullable Duration keep) {
        Feed plain = Feed.named("x");
        Feed feed = new Feed(
                id,
                folder,
                null,
                plain.complete(),
                false,
                keep,
                null,
                plain.essence(),
                plain.timeline(),
                plain.after(),
                plain.flow());
        rules.accept(id, new FeedDefined(id, ++version, feed, Plans.AT));
    }

    private @Nullable Duration keepOf(String feed) {
        return rules.feed(feed).map(Feed::keep).orElse(null);
    }

    @Test
    void findsALineByTheFeedsIdWhateverItsFolder() {
        line("camera-1", "stage", Duration.ofHours(1));

        assertThat(keepOf("camera-1")).hasHours(1);
        assertThat(rules.feed("stage")).isEmpty();
    }

    @Test
    void findsTheFirstExpressionThatMatchesWhereNoLineHasTheName() {
        line("~cam.*", "*", Duration.ofHours(1));
        line("~.*", "*", Duration.ofHours(2));
        line("cam-9", "cam-9", null);

        assertThat(keepOf("cam-1")).hasHours(1);
        assertThat(keepOf("other")).hasHours(2);
        assertThat(rules.feed("cam-9")).isPresent();
        assertThat(keepOf("cam-9")).isNull();
    }

    @Test
    void followsTheTableAsItChanges() {
        assertThat(rules.isAnyLimited()).isFalse();
        line("a", "a", Duration.ofHours(1));
        rules.accept("a/paused", new FeedPaused("a", Plans.AT));
        assertThat(rules.isAnyLimited()).isTrue();
        line("a", "a", Duration.ofHours(3));
        assertThat(keepOf("a")).hasHours(3);

        rules.accept("a/paused", null);
        rules.accept("a", null);

        assertThat(rules.feed("a")).isEmpty();
        assertThat(rules.isAnyLimited()).isFalse();
    }
}
