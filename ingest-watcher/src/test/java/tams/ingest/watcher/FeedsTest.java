package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedDefined;
import tams.ingest.contracts.FeedPaused;

class FeedsTest {

    private final Feeds feeds = new Feeds(DropFixture.NAMESPACE);

    private static Feed feed(String id, String folder) {
        Feed plain = Feed.named("x");
        return new Feed(
                id,
                folder,
                null,
                Feed.Complete.RENAME,
                false,
                null,
                null,
                plain.essence(),
                plain.timeline(),
                plain.after(),
                plain.flow());
    }

    private void define(Feed feed, long version) {
        feeds.accept(feed.id(), new FeedDefined(feed.id(), version, feed, DropFixture.NOW));
    }

    @Test
    void knowsWhoseAFolderIsAndWithWhichSettings() {
        define(feed("camera-1", "Kamera 1"), 7);

        Claim claim = feeds.claim("Kamera 1");

        assertThat(claim.feed()).isEqualTo("camera-1");
        assertThat(claim.complete()).isEqualTo(Feed.Complete.RENAME);
        assertThat(Objects.requireNonNull(claim.settings()).version()).isEqualTo(7);
        assertThat(Objects.requireNonNull(claim.settings()).namespace()).isEqualTo(DropFixture.NAMESPACE);
        assertThat(feeds.claim("camera-1")).isEqualTo(Claim.none("camera-1"));
        assertThat(feeds.claim("camera-1").complete()).isEqualTo(Feed.Complete.QUIET);
    }

    @Test
    void forgetsALineThatWasRemovedAndCountsEveryChange() {
        define(feed("camera-1", "camera-1"), 1);
        int version = feeds.version();

        feeds.accept("camera-1", null);

        assertThat(feeds.version()).isNotEqualTo(version);
        assertThat(feeds.claim("camera-1").isMapped()).isFalse();
    }

    @Test
    void takesTheNameBeforeAnyExpression() {
        define(feed("~cam(\\d+)", "*"), 1);
        define(feed("special", "cam7"), 1);

        assertThat(feeds.claim("cam7").feed()).isEqualTo("special");
        assertThat(feeds.claim("cam8").feed()).isEqualTo("cam8");
        assertThat(feeds.claim("cam8").isMapped()).isTrue();
        assertThat(feeds.claim("mic8").isMapped()).isFalse();
    }

    @Test
    void givesAFolderToTheLaterVersionWhileTwoLinesClaimIt() {
        define(feed("new", "x"), 6);
        define(feed("old", "x"), 5);

        assertThat(feeds.claim("x").feed()).isEqualTo("new");
    }

    @Test
    void keepsAPauseThroughEveryChangeOfTheTable() {
        define(feed("camera-1", "camera-1"), 1);
        feeds.accept("camera-1/paused", new FeedPaused("camera-1", DropFixture.NOW));
        define(feed("camera-1", "other"), 2);

        assertThat(feeds.claim("other").isPaused()).isTrue();
        assertThat(feeds.claim("other").isMapped()).isTrue();
        feeds.accept("camera-1", null);
        assertThat(feeds.claim("other").isPaused()).isFalse();
        define(feed("camera-1", "other"), 1);
        assertThat(feeds.claim("other").isPaused()).isTrue();

        int version = feeds.version();
        feeds.accept("camera-1/paused", null);
        assertThat(feeds.claim("other").isPaused()).isFalse();
        assertThat(feeds.version()).isNotEqualTo(version);
    }

    @Test
    void pausesAFeedThatAnExpressionMakes() {
        define(feed("~cam(\\d+)", "*"), 1);
        feeds.accept("cam7/paused", new FeedPaused("cam7", DropFixture.NOW));

        assertThat(feeds.claim("cam7").isPaused()).isTrue();
        assertThat(feeds.claim("cam8").isPaused()).isFalse();
    }

    @Test
    void leavesRecordsOfOtherKindsAlone() {
        int version = feeds.version();

        feeds.accept("camera-1/paused", new FeedDefined("camera-1", 1, feed("camera-1", "camera-1"), DropFixture.NOW));

        assertThat(feeds.version()).isEqualTo(version);
        assertThat(feeds.claim("camera-1").isMapped()).isFalse();
    }
}
