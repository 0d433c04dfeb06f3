package tams.ingest.cli;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedDefined;
import tams.ingest.contracts.FeedTable;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TemporaryException;

/** The feed table as it lies on {@code ingest.feeds}. */
final class FeedTableTopic {

    private static final Logger LOG = LoggerFactory.getLogger(FeedTableTopic.class);
    private static final int WRITE_TIMEOUT_S = 30;

    /** What an application changed. */
    record Change(List<String> set, List<String> removed, List<String> unchanged) {}

    private FeedTableTopic() {}

    /** The lines there are, by id. */
    static Map<String, FeedDefined> read(Settings settings) {
        Map<String, FeedDefined> lines = new TreeMap<>();
        TopicSnapshot.read(settings, Topics.FEEDS, (id, line) -> {
            if (line == null) {
                lines.remove(id);
            } else {
                lines.put(id, line);
            }
        });
        return lines;
    }

    /**
     * Makes the table what {@code feeds} says; a line that stays as it is keeps its version.
     *
     * @param merge adds and changes only
     * @throws ConfigException when two feeds of the resulting table claim one folder
     */
    static Change apply(Settings settings, List<Feed> feeds, boolean merge, Clock clock) {
        FeedRules.check(feeds).forEach(warning -> LOG.warn("{}", warning));
        Map<String, FeedDefined> present = read(settings);
        List<String> ids = feeds.stream().map(Feed::id).toList();
        Map<String, FeedDefined> others = new TreeMap<>(present);
        ids.forEach(others::remove);
        if (merge) {
            checkTogether(feeds, List.copyOf(others.values()));
        }
        List<FeedDefined> lines = feeds.stream()
                .filter(feed -> !isSame(present.get(feed.id()), feed))
                .map(feed -> new FeedDefined(feed.id(), nextVersion(present.get(feed.id())), feed, clock.instant()))
                .toList();
        List<String> removed = merge ? List.of() : List.copyOf(others.keySet());
        write(settings, lines, removed);
        List<String> set = lines.stream().map(FeedDefined::feed).toList();
        return new Change(
                set, removed, ids.stream().filter(id -> !set.contains(id)).toList());
    }

    private static void checkTogether(List<Feed> feeds, List<FeedDefined> others) {
        List<Feed> together = Stream.concat(feeds.stream(), others.stream().map(FeedDefined::settings))
                .toList();
        try {
            new FeedTable(together);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isSame(@Nullable FeedDefined line, Feed feed) {
        return line != null && line.settings().equals(feed);
    }

    private static long nextVersion(@Nullable FeedDefined line) {
        return line == null ? 1 : line.version() + 1;
    }

    private static void write(Settings settings, List<FeedDefined> lines, List<String> removed) {
        String topic = Clients.nameOf(settings, Topics.FEEDS);
        try (Producer<String, Event> producer = Clients.producer(settings, "feeds-apply")) {
            List<Future<?>> sent = Stream.<Future<?>>concat(
                            lines.stream().map(line -> producer.send(new ProducerRecord<>(topic, line.feed(), line))),
                            removed.stream().map(id -> producer.send(new ProducerRecord<>(topic, id, null))))
                    .toList();
            for (Future<?> write : sent) {
                write.get(WRITE_TIMEOUT_S, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new TemporaryException(
                    "the feed table could not be written to Kafka; nothing or part of it is applied: repeat the command",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TemporaryException("interrupted while the feed table was written: repeat the command", e);
        }
    }
}
