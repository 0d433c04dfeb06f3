package tams.ingest.registrar;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.HealthCheck;
import tams.ingest.kit.ServiceContext;
import tams.ingest.kit.Settings;
import tams.ingest.s3.Bucket;

/** Where plans are carried out: the lanes with their threads, the store, the ledger, and what they share. */
final class Workshop implements AutoCloseable {

    private final KafkaWriter writer;
    private final TamsApi store;
    private final StoreProbe probe;
    private final Desk desk;
    private final ExecutorService workers;
    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor(daemons("alarm"));
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(daemons("rounds"));
    private final ExecutorService uploads;
    private final Lanes<Work> lanes;
    private final ParkedTopic parkedTopic;
    private final ParkedDuty parked;
    private volatile @Nullable RetentionRounds retention;

    private Workshop(
            KafkaWriter writer,
            TamsApi store,
            StoreProbe probe,
            Desk desk,
            ParkedTopic parkedTopic,
            ExecutorService uploads,
            Pace pace,
            RegistrarConfig config,
            Lanes.Fatal fatal) {
        this.writer = writer;
        this.store = store;
        this.probe = probe;
        this.desk = desk;
        this.uploads = uploads;
        this.workers = Executors.newFixedThreadPool(config.lanesMax(), daemons("lane"));
        this.lanes = new Lanes<>(workers, this::after, fatal, new SegmentCrew(desk, config.batchMax()), pace::limit);
        this.parkedTopic = parkedTopic;
        this.parked = new ParkedDuty(desk, parkedTopic, lanes, config.batchMax(), rounds);
    }

    private void after(Duration pause, Runnable work) {
        var unused = alarm.schedule(work, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    static Workshop open(ServiceContext context, RegistrarConfig config, Lanes.Fatal fatal) {
        Statuses statuses = new Statuses();
        Meters meters = new Meters(context.meters());
        TamsApi store = StoreConnection.open(context.settings(), new StoreNews(statuses, meters, context.clock()));
        KafkaWriter writer = KafkaWriter.open(context.settings());
        Ledger ledger = Ledger.of(context.settings(), writer, meters);
        StoreProbe probe = new StoreProbe(store, config.patience(), config.retriesMax());
        FlowKeeper flows = new FlowKeeper(store, ledger::hasSegments);
        StoreWatch watch = new StoreWatch(meters, System::nanoTime);
        Pace pace = new Pace(config.lanesMax(), System::nanoTime);
        Breaker breaker = new Breaker(System::nanoTime);
        meters.store(pace, breaker);
        ParkedFlows parked = new ParkedFlows();
        meters.parked(parked::count);
        ExecutorService uploads = Executors.newFixedThreadPool(config.lanesMax(), daemons("upload"));
        Desk desk = new Desk(
                ledger,
                DeadLetters.of(context.settings(), writer, meters),
                new HandOvers(config.prefix(), writer, meters),
                parked,
                new FeedEnds(
                        Clients.nameOf(context.settings(), Topics.FEED_STATUS),
                        writer,
                        ledger,
                        store,
                        context.clock(),
                        System::nanoTime),
                store,
                flows,
                new FlowUpkeep(flows, ledger::lastRegistered, watch, System::nanoTime),
                new DropRoot(
                        config.dropRoot(),
                        config.staging(),
                        Optional.ofNullable(config.quarantine())
                                .map(Quarantine::new)
                                .orElse(null)),
                new StoreCalls(watch, breaker, pace, System::nanoTime, statuses),
                SideBySide.on(uploads),
                meters,
                probe::policy,
                new SecureRandom(),
                context.clock());
        return new Workshop(
                writer, store, probe, desk, ParkedTopic.open(context.settings()), uploads, pace, config, fatal);
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "registrar-" + name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    void submit(ConsumerRecord<String, byte[]> record, Assignment assignment) {
        String lane = record.key() == null ? "" : record.key();
        SegmentTask task = new SegmentTask(record, assignment, desk);
        task.announce();
        lanes.submit(lane, task);
    }

    /** A record that waited on a retry topic, or has to wait on. */
    void submitLater(ConsumerRecord<String, byte[]> record, Assignment assignment) {
        Duration left = RetryTier.of(record.topic())
                .map(tier -> tier.left(record.timestamp(), desk.clock().millis()))
                .orElse(Duration.ZERO);
        String lane = "retry/" + record.key();
        after(left, () -> lanes.submit(lane, new SegmentTask(record, assignment, desk)));
    }

    /** A reference of a clip: what concerns one of its Flows is done in order. */
    void submitReference(ConsumerRecord<String, byte[]> record, Assignment assignment) {
        lanes.submit("clip/" + record.key(), new ReferenceTask(record, assignment, ClipCalls.to(store), desk));
    }

    /** Who has to hear which partitions of plans are ours. */
    Ownership parked() {
        return parked;
    }

    /**
     * Starts what is done besides plans, once the ledger has been read.
     *
     * @param owned whether a partition of the topic that plans come on is this process's
     */
    void startRounds(Settings settings, IntPredicate owned) {
        probe.start();
        parked.start();
        var unused = rounds.scheduleWithFixedDelay(
                () -> desk.upkeep().sweep(desk.clock().instant()),
                FlowUpkeep.SWEEP_EVERY.toMillis(),
                FlowUpkeep.SWEEP_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
        String plans = Clients.nameOf(settings, Topics.SEGMENTS);
        KeepRules rules = new KeepRules();
        RetentionWatch watch = new RetentionWatch(desk.calls().watch(), desk.meters());
        retention = RetentionRounds.start(
                settings,
                rules,
                new Retention(RetentionCalls.to(store), ledger().times(), rules, watch, desk.clock(), System::nanoTime),
                watch,
                () -> storeState().up(),
                new RetentionRounds.Share(() -> writer.partitions(plans), owned));
    }

    Ledger ledger() {
        return desk.ledger();
    }

    Meters meters() {
        return desk.meters();
    }

    /** What lanes met counts more than what the probe found: a store may answer and yet refuse uploads. */
    HealthCheck.State storeState() {
        HealthCheck.State met = desk.calls().watch().state();
        return met.up() ? probe.state() : met;
    }

    /** The bucket that chunks are read from; empty when it is a folder. */
    private Optional<Bucket> bucket() {
        Path staging = desk.root().staging();
        return Bucket.of(staging == null ? desk.root().path() : staging);
    }

    HealthCheck.State rootState() {
        Optional<Bucket> bucket = bucket();
        if (bucket.isPresent()) {
            return bucket.get().trouble().map(HealthCheck.State::down).orElseGet(HealthCheck.State::fine);
        }
        return Files.isDirectory(desk.root().path())
                ? HealthCheck.State.fine()
                : HealthCheck.State.down(
                        "drop.root " + desk.root().path() + " is not a folder: check it and its mount");
    }

    /** Lets what runs come to its next pause. @return whether it did in time */
    boolean stopLanes(Duration patience) throws InterruptedException {
        return lanes.stop(patience);
    }

    @Override
    public void close() {
        probe.close();
        rounds.shutdownNow();
        RetentionRounds running = retention;
        if (running != null) {
            running.close();
        }
        alarm.shutdownNow();
        workers.shutdownNow();
        uploads.shutdownNow();
        parkedTopic.close();
        writer.close();
        desk.ledger().close();
        store.close();
        bucket().ifPresent(Bucket::close);
    }
}
