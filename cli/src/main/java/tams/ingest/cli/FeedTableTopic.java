package tams.ingest.cli;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
import tams.ingest.contracts.FeedEvent;
import tams.ingest.contracts.FeedPaused;
import tams.ingest.contracts.FeedTable;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.EventCode;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TemporaryException;

/** The feed table as it lies on {@code ingest.feeds}. */
final class FeedTableTopic {

    private static final Logger LOG = LoggerFactory.getLogger(FeedTableTopic.class);
    private static final int WRITE_TIMEOUT_S = 30;

    /** What an application changed. */
    record Change(List<String> set, List<String> removed, List<String> unchanged) {}

    /**
     * The table as it stands.
     *
     * @param lines by id
     * @param paused the feeds that are paused, by id, whether or not a line stands for them any more
     */
    record Table(Map<String, FeedDefined> lines, Set<String> paused) {

        List<Feed> feeds() {
            return lines.values().stream().map(FeedDefined::settings).toList();
        }

        /** The paused feeds that a line stands for. */
        List<String> pausedBy(Feed line) {
            FeedTable alone = new FeedTable(List.of(line));
            return paused.stream()
                    .filter(id -> id.equals(line.id())
                            || (line.standsForMany() && alone.of(id).isPresent()))
                    .toList();
        }

        /** Whether a line stands for the feed, by its id or by an expression. */
        boolean has(String feed) {
            return lines.containsKey(feed)
                    || new FeedTable(feeds())
                            .of(feed)
                            .filter(made -> made.id().equals(feed))
                            .isPresent();
        }
    }

    private FeedTableTopic() {}

    static Table read(Settings settings) {
        Map<String, FeedDefined> lines = new TreeMap<>();
        Set<String> paused = new TreeSet<>();
        TopicSnapshot.read(settings, Topics.FEEDS, (key, record) -> {
            String pausable = FeedPaused.feedOf(key);
            if (pausable != null && record == null) {
                paused.remove(pausable);
            } else if (record instanceof FeedPaused) {
                paused.add(record.feed());
            } else if (record instanceof FeedDefined line) {
                lines.put(key, line);
            } else {
                lines.remove(key);
            }
        });
        return new Table(lines, paused);
    }

    /** Pauses a feed, or resumes it; takes effect at once in every watcher that runs. */
    static void pause(Settings settings, String feed, boolean paused, Clock clock) {
        if (paused) {
            write(settings, List.of(new FeedPaused(feed, clock.instant())), List.of());
        } else {
            write(settings, List.of(), List.of(FeedPaused.keyOf(feed)));
        }
    }

    /**
     * Makes the table what {@code feeds} says; a line that stays as it is keeps its version.
     *
     * @param merge adds and changes only
     * @throws ConfigException when two feeds of the resulting table claim one folder
     */
    static Change apply(Settings settings, List<Feed> feeds, boolean merge, Clock clock) {
        FeedRules.check(feeds).forEach(warning -> LOG.warn(EventCode.FEEDS_DOUBTS.marker(), "{}", warning));
        Map<String, FeedDefined> present = read(settings).lines();
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

    private static void write(Settings settings, List<? extends FeedEvent> records, List<String> removed) {
        String topic = Clients.nameOf(settings, Topics.FEEDS);
        try (Producer<String, Event> producer = Clients.producer(settings, "feeds-apply")) {
            List<Future<?>> sent = Stream.<Future<?>>concat(
                            records.stream()
                                    .map(record -> producer.send(new ProducerRecord<>(topic, record.key(), record))),
                            removed.stream().map(key -> producer.send(new ProducerRecord<>(topic, key, null))))
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
