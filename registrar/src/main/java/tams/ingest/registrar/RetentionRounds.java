package tams.ingest.registrar;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.FeedEvent;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicReader;

/**
 * Lets {@link Retention} take its turns on a thread of its own, so that it holds up no registration: once ledger and feed table
 * have been read, while the store does well, and for the feeds whose partition is this process's.
 */
final class RetentionRounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionRounds.class);

    static final Duration EVERY = Duration.ofSeconds(5);

    /**
     * Which feeds this process takes care of: those whose plans come to it.
     *
     * @param partitions how many the topic of the plans has
     * @param owned whether one of them is ours
     */
    record Share(IntSupplier partitions, IntPredicate owned) {

        /** As things stand. @throws KafkaException when it cannot be told */
        Predicate<String> now() {
            int count = partitions.getAsInt();
            return feed -> owned.test(partition(feed, count));
        }

        /** The partition that Kafka's producers give a feed's records. */
        static int partition(String feed, int count) {
            return Utils.toPositive(Utils.murmur2(feed.getBytes(StandardCharsets.UTF_8))) % count;
        }
    }

    private final Retention retention;
    private final TopicReader<FeedEvent> table;
    private final BooleanSupplier storeIsWell;
    private final Share share;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "registrar-retention");
        daemon.setDaemon(true);
        return daemon;
    });

    private RetentionRounds(
            Retention retention, TopicReader<FeedEvent> table, BooleanSupplier storeIsWell, Share share) {
        this.retention = retention;
        this.table = table;
        this.storeIsWell = storeIsWell;
        this.share = share;
    }

    /**
     * Starts; the ledger has been read.
     *
     * @param storeIsWell whether calls make sense at the moment
     */
    @SuppressWarnings("FutureReturnValueIgnored") // how the table's reader ends is told by the watch
    static RetentionRounds start(
            Settings settings,
            KeepRules rules,
            Retention retention,
            RetentionWatch watch,
            BooleanSupplier storeIsWell,
            Share share) {
        TopicReader<FeedEvent> table = TopicReader.follow(settings, Topics.FEEDS, "registrar-feeds", rules::accept);
        table.ended().whenComplete((done, trouble) -> {
            if (trouble != null) {
                watch.tableLost(trouble);
            }
        });
        RetentionRounds rounds = new RetentionRounds(retention, table, storeIsWell, share);
        var unused = rounds.thread.scheduleWithFixedDelay(
                () -> rounds.turn(watch), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return rounds;
    }

    private void turn(RetentionWatch watch) {
        boolean isTableKnown = table.caughtUp().isDone() && !table.ended().isDone();
        if (!isTableKnown || !storeIsWell.getAsBoolean()) {
            return;
        }
        try {
            retention.turn(share.now());
        } catch (KafkaException e) {
            LOG.debug("whose feeds are whose cannot be told now; the next turn asks again", e);
        } catch (RuntimeException e) {
            watch.mistaken(e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        table.close();
    }
}
