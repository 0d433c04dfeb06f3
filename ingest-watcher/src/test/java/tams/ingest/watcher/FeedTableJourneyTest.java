package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedDefined;
import tams.ingest.contracts.FeedSettings;
import tams.ingest.contracts.Topic;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.EventDeserializer;
import tams.ingest.kit.EventSerializer;
import tams.ingest.kit.FeedFile;

class FeedTableJourneyTest {

    @TempDir
    Path root;

    /** Goal: no key is lost on the way. Method: from the file over both topics' wire forms, with the watcher between. */
    @Test
    void takesEveryTimelineKeyFromTheFileIntoTheChunksEvent() throws IOException {
        Path table =
                Files.writeString(Files.createDirectory(root.resolve("etc")).resolve("feeds.yaml"), """
                feeds:
                  - id: camera-1
                    complete: rename
                    pattern: 'x(?<dt>\\d{8}-\\d{6})\\.ts'
                    timeline: {origin: wallclock, scale: utc, anchor: pdt, zone: America/New_York, offset: -1500ms}
                """);
        Feed feed = FeedFile.read(table).get(0);
        DropFixture drop = new DropFixture(Files.createDirectory(root.resolve("drop")));
        drop.feeds.accept("camera-1", wire(new FeedDefined("camera-1", 3, feed, DropFixture.NOW), Topics.FEEDS));
        drop.drop("camera-1", "x20261122-214725.ts", "content");

        drop.pass(Duration.ofSeconds(10));

        assertThat(drop.sent).isNotEmpty();
        ChunkArrived arrived = wire(drop.sent.get(0), Topics.CHUNKS);
        FeedSettings settings = Objects.requireNonNull(arrived.settings());
        assertThat(settings.feed()).isEqualTo(feed);
        assertThat(settings.feed().timeline())
                .isEqualTo(new Feed.Timeline(
                        Feed.Timeline.Origin.WALLCLOCK,
                        Feed.Timeline.Scale.UTC,
                        Feed.Timeline.Anchor.PDT,
                        ZoneId.of("America/New_York"),
                        Duration.ofMillis(-1_500)));
        assertThat(arrived.evidence().namedAt()).isEqualTo(Instant.parse("2026-11-23T02:47:25Z"));
    }

    private static <E extends Event> E wire(E event, Topic<E> topic) {
        RecordHeaders headers = new RecordHeaders();
        byte[] bytes = new EventSerializer().serialize(topic.name(), headers, event);
        return Objects.requireNonNull(new EventDeserializer<>(topic).deserialize(topic.name(), headers, bytes));
    }
}
