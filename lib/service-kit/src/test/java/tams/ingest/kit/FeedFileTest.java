package tams.ingest.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.contracts.Feed;

class FeedFileTest {

    @Test
    void readsEveryKey() {
        Feed feed = FeedFile.parse("feeds.yaml", """
                        feeds:
                          - id: camera-1
                            folder: cam
                            pattern: '(?<stream>.+)_(?<seq>\\d+)\\.ts'
                            complete: rename
                            loop: true
                            keep: 72h
                            archive_keep: 30d
                            program: 2
                            essence: video
                            timeline: {origin: media, scale: utc, anchor: mtime, zone: Europe/Berlin, offset: -1500ms}
                            after: delete
                            flow:
                              id: 2ed6657d-e927-568b-95e1-2665a8aea6a2
                              source_id: 6ba7b810-9dad-11d1-80b4-00c04fd430c8
                              label: Camera 1
                              description: Main stage
                              tags: {genre: live, number: 7}
                        """).get(0);

        assertThat(feed.folder()).isEqualTo("cam");
        assertThat(feed.pattern()).isEqualTo("(?<stream>.+)_(?<seq>\\d+)\\.ts");
        assertThat(feed.complete()).isEqualTo(Feed.Complete.RENAME);
        assertThat(feed.loop()).isTrue();
        assertThat(feed.keep()).isEqualTo(Duration.ofDays(3));
        assertThat(feed.archiveKeep()).isEqualTo(Duration.ofDays(30));
        assertThat(feed.program()).isEqualTo(2);
        assertThat(feed.essence()).isEqualTo(Feed.EssenceChoice.VIDEO);
        assertThat(feed.timeline())
                .isEqualTo(new Feed.Timeline(
                        Feed.Timeline.Origin.MEDIA,
                        Feed.Timeline.Scale.UTC,
                        Feed.Timeline.Anchor.MTIME,
                        ZoneId.of("Europe/Berlin"),
                        Duration.ofMillis(-1_500)));
        assertThat(feed.after()).isEqualTo(Feed.After.DELETE);
        assertThat(feed.flow().id()).isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
        assertThat(feed.flow().tags()).containsEntry("genre", "live").containsEntry("number", "7");
    }

    @Test
    void fillsInTheDefaults() {
        assertThat(FeedFile.parse("feeds.yaml", "feeds: [{id: camera-1}]")).containsExactly(Feed.named("camera-1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "feeds: [{id: a, orgin: zero}]                    | feed 'a': unknown key 'orgin'",
                "feeds: [{id: a, timeline: {orign: zero}}]        | feed 'a', timeline: unknown key 'orign'; did you mean 'origin'?",
                "feeds: [{id: a, timeline: {zone: Mars}}]         | feed 'a': timeline zone is 'Mars': expected a zone such as Europe/Berlin or +01:00",
                "feeds: [{id: a, timeline: {offset: 25h}}]        | feed 'a': timeline offset is beyond a day",
                "feeds: [{id: a, complete: instantly}]            | feed 'a': complete is 'instantly': expected one of rename, successor, quiet, list",
                "feeds: [{id: a, keep: long}]                     | feed 'a': keep is 'long': expected a duration",
                "feeds: [{id: a, keep: 9m}]                       | feed 'a': keep is '9m': the least is 10m; leave the key out to keep everything",
                "feeds: [{id: a, archive_keep: 30}]               | feed 'a': archive_keep is '30': expected a duration",
                "feeds: [{id: a, archive_keep: 0s}]               | feed 'a': archive_keep is '0s': the least is 10m",
                "feeds: [{id: a, archiv_keep: 1d}]                | feed 'a': unknown key 'archiv_keep'; did you mean 'archive_keep'?",
                "feeds: [{id: a, loop: maybe}]                    | feed 'a': loop is 'maybe': expected true or false",
                "feeds: [{id: a, program: one}]                   | feed 'a': program is 'one'",
                "feeds: [{id: a, flow: {id: x}}]                  | feed 'a': flow id is 'x': expected a UUID",
                "feeds: [{id: A_B}]                               | feed id 'A_B'",
                "feeds: [{folder: x}]                             | feed number 1: 'id' is missing",
                "feeds: [{id: a, folder: ../x}]                   | feed 'a': folder '../x'",
                "feeds: [{id: a, folder: x}, {id: b, folder: x}]  | feeds 'a' and 'b' both claim the folder 'x'",
                "feed: []                                         | unknown key 'feed'; did you mean 'feeds'?",
                "feeds: {}                                        | expected a list under 'feeds:'",
                "feeds: [                                         | is not YAML",
            })
    void namesTheFeedAndTheKeyOfAMistake(String yaml, String message) {
        assertThatThrownBy(() -> FeedFile.parse("feeds.yaml", yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void reportsAllMistakesTogether() {
        assertThatThrownBy(() -> FeedFile.parse("feeds.yaml", "feeds: [{id: a, keep: x}, {id: b, after: y}]"))
                .hasMessageContaining("feed 'a'")
                .hasMessageContaining("feed 'b'");
    }
}
