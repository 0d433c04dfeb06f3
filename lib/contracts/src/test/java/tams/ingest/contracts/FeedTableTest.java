package tams.ingest.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedTableTest {

    @Test
    void prefersTheFeedThatNamesAFolderToAnExpressionThatMatchesIt() {
        FeedTable table = new FeedTable(List.of(many("~^cam(\\d+)$"), in("studio", "cam7")));

        assertThat(table.of("cam7")).map(Feed::id).contains("studio");
        assertThat(table.of("cam8")).map(Feed::id).contains("cam8");
        assertThat(table.of("radio")).isEmpty();
    }

    @Test
    void putsCaptureGroupsIntoLabelsAndTags() {
        Feed feed = new FeedTable(List.of(many("~^cam(\\d+)-(\\w+)$")))
                .of("cam12-stage")
                .orElseThrow();

        assertThat(feed.folder()).isEqualTo("cam12-stage");
        assertThat(feed.flow().label()).isEqualTo("Camera 12");
        assertThat(feed.flow().tags()).containsEntry("camera", "12");
    }

    @Test
    void refusesTwoFeedsInOneFolder() {
        assertThatThrownBy(() -> new FeedTable(List.of(in("a", "x"), in("b", "x"))))
                .hasMessageContaining("'a'")
                .hasMessageContaining("'b'")
                .hasMessageContaining("'x'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".hidden", "a/b", "a\\b", "archive", "quarantine", "new\nline"})
    void refusesFoldersThatAreNotOneFolderBelowTheRoot(String folder) {
        assertThatThrownBy(() -> in("camera-1", folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("camera-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Camera", "-a", "a_b", "~(", "a b"})
    void refusesIdsThatAreNone(String id) {
        assertThatThrownBy(() -> in(id, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Feed in(String id, String folder) {
        Feed plain = Feed.named("x");
        return new Feed(
                id,
                folder,
                null,
                plain.complete(),
                false,
                null,
                null,
                plain.essence(),
                plain.timeline(),
                plain.after(),
                Feed.FlowSettings.NONE);
    }

    private static Feed many(String id) {
        Feed plain = Feed.named("x");
        return new Feed(
                id,
                "*",
                null,
                plain.complete(),
                false,
                null,
                null,
                plain.essence(),
                plain.timeline(),
                plain.after(),
                new Feed.FlowSettings(null, null, "Camera $1", null, Map.of("camera", "$1")));
    }
}
