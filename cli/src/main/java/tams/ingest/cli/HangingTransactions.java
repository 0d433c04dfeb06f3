package tams.ingest.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.kit.EventCode;

/**
 * Aborts transactions of the embedded broker that nobody will ever end.
 *
 * <p>While a broker is fenced, at its start after a kill or when it was starved, Kafka 4.3.1's coordinator takes a
 * partition without a leader for a deleted one: it leaves out the transaction's marker there and calls the transaction
 * complete. What is behind the open transaction then stays hidden from every reader for ever, and a router that
 * restores its state never gets to the end. See ADR 14.
 */
final class HangingTransactions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);

    /** How soon after a start the first look is taken, and how long a hidden transaction can delay a feed. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    /** Half a minute of looks in vain: longer than any start. */
    private static final int FAILURES_TOLD = 15;

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
    private static final Set<TransactionState> UNDER_WAY = Set.of(
            TransactionState.ONGOING,
            TransactionState.PREPARE_COMMIT,
            TransactionState.PREPARE_ABORT,
            TransactionState.PREPARE_EPOCH_FENCE);

    /** An open transaction as the log of a partition has it. */
    private record Open(TopicPartition partition, long producerId, int epoch, int coordinatorEpoch, long startOffset) {}

    private final Admin admin;
    private int failures;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "hanging-transactions");

    private HangingTransactions(Admin admin) {
        this.admin = admin;
    }

    /** Looks every two seconds until it is closed. */
    static HangingTransactions watch(String bootstrap) {
        HangingTransactions watch = new HangingTransactions(Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "hanging-transactions")));
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    private void run() {
        try {
            do {
                look();
            } while (!closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debug("stopped", e);
        }
    }

    private void look() throws InterruptedException {
        try {
            Set<Open> before = open(partitions());
            if (before.isEmpty()) {
                failures = 0;
                return;
            }
            Map<Long, Set<TopicPartition>> underWay = underWay();
            before.removeIf(
                    each -> underWay.getOrDefault(each.producerId(), Set.of()).contains(each.partition()));
            // A transaction that ended between the two questions is no longer open; only one that hangs still is.
            before.retainAll(open(before.stream().map(Open::partition).toList()));
            for (Open hanging : before) {
                abort(hanging);
            }
            failures = 0;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            failed(e);
        }
    }

    /** A broker that starts or ends does not answer; one that never lets us look or abort must be seen. */
    private void failed(Exception cause) {
        failures++;
        if (failures % FAILURES_TOLD == 0) {
            LOG.warn(
                    EventCode.TRANSACTIONS_UNSEEN.marker(),
                    "open transactions could not be looked at or ended, {} times in a row: {}",
                    failures,
                    cause.toString());
        } else {
            LOG.debug("open transactions could not be looked at or ended", cause);
        }
    }

    private List<TopicPartition> partitions() throws ExecutionException, InterruptedException, TimeoutException {
        Collection<String> topics =
                get(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        List<TopicPartition> partitions = new ArrayList<>();
        get(admin.describeTopics(topics).allTopicNames()).forEach((topic, description) -> {
            for (TopicPartitionInfo partition : description.partitions()) {
                if (partition.leader() != null) {
                    partitions.add(new TopicPartition(topic, partition.partition()));
                }
            }
        });
        return partitions;
    }

    private Set<Open> open(Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException, TimeoutException {
        Set<Open> open = new HashSet<>();
        get(admin.describeProducers(partitions).all()).forEach((partition, state) -> {
            for (ProducerState producer : state.activeProducers()) {
                if (producer.currentTransactionStartOffset().isPresent()) {
                    open.add(new Open(
                            partition,
                            producer.producerId(),
                            producer.producerEpoch(),
                            producer.coordinatorEpoch().orElse(0),
                            producer.currentTransactionStartOffset().getAsLong()));
                }
            }
        });
        return open;
    }

    /** The partitions of every transaction that its coordinator still means to end, by producer. */
    private Map<Long, Set<TopicPartition>> underWay()
            throws ExecutionException, InterruptedException, TimeoutException {
        List<String> ids =
                get(admin.listTransactions(new ListTransactionsOptions().filterStates(UNDER_WAY))
                                .all())
                        .stream()
                        .map(TransactionListing::transactionalId)
                        .toList();
        Map<Long, Set<TopicPartition>> underWay = new HashMap<>();
        for (TransactionDescription each :
                get(admin.describeTransactions(ids).all()).values()) {
            underWay.computeIfAbsent(each.producerId(), id -> new HashSet<>()).addAll(each.topicPartitions());
        }
        return underWay;
    }

    private void abort(Open hanging) throws ExecutionException, InterruptedException, TimeoutException {
        get(admin.abortTransaction(new AbortTransactionSpec(
                        hanging.partition(), hanging.producerId(), (short) hanging.epoch(), hanging.coordinatorEpoch()))
                .all());
        LOG.warn(
                EventCode.TRANSACTION_ENDED.marker(),
                "ended a transaction that a crash had left open: {} from offset {}; what it held is done again",
                hanging.partition(),
                hanging.startOffset());
    }

    private static <T> T get(KafkaFuture<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        admin.close(CALL_TIMEOUT);
    }
}
