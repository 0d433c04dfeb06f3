package tams.ingest.registrar;

import com.sun.net.httpserver.HttpHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Topic;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.EventCode;
import tams.ingest.kit.HealthCheck;
import tams.ingest.kit.RunningService;
import tams.ingest.kit.ServiceContext;
import tams.ingest.kit.Settings;

/**
 * Puts planned chunks into the store, each once, and keeps the ledger.
 *
 * <pre>
 *   ingest.segments ─▶ poll loop ─▶ one lane per feed ─▶ allocate, upload, register, read back ─▶ ingest.outcomes
 *                                                    └─▶ ingest.dead-letters
 *   ingest.references ─▶ poll loop ─▶ one lane per Flow of a clip ─▶ list, register
 * </pre>
 */
public final class Registrar implements RunningService {

    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);
    private static final Duration LANES_WAIT = Duration.ofSeconds(11);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(16);

    private final Workshop workshop;
    private final SegmentReader reader;
    private final PollLoop plans;
    private final PollLoop retries;
    private final PollLoop references;
    private final CompletableFuture<Void> caughtUp;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final RegistrarHealth health;
    private final HiddenRecordsWatch hidden;
    private final Settings settings;
    private volatile boolean closing;

    private Registrar(ServiceContext context, RegistrarConfig config) {
        settings = context.settings();
        workshop = Workshop.open(context, config, this::fail);
        Consumer<String, byte[]> consumer = consumer(config, "registrar");
        reader = new SegmentReader(consumer, workshop::submit, SegmentReader.WINDOW_MAX, workshop.parked());
        plans = loop("registrar-poll", consumer, List.of(Topics.SEGMENTS), reader);
        Consumer<String, byte[]> waiting = consumer(config, "registrar-retry");
        SegmentReader later =
                new SegmentReader(waiting, workshop::submitLater, SegmentReader.WAITING_MAX, Ownership.NONE);
        retries = loop(
                "registrar-retry",
                waiting,
                Stream.of(RetryTier.values()).map(RetryTier::topic).toList(),
                later);
        Consumer<String, byte[]> clips = consumer(config, "registrar-clips");
        references = loop(
                "registrar-clips",
                clips,
                List.of(Topics.REFERENCES),
                new SegmentReader(clips, workshop::submitReference, SegmentReader.WINDOW_MAX, Ownership.NONE));
        workshop.meters().pending(reader::pending, reader::pendingBytes);
        hidden = new HiddenRecordsWatch(settings);
        workshop.meters().hidden(hidden::count);
        caughtUp = workshop.ledger().follow(context.settings());
        health = new RegistrarHealth(consumer, caughtUp, workshop, hidden::state, List.of(plans, retries, references));
    }

    private Consumer<String, byte[]> consumer(RegistrarConfig config, String group) {
        return Clients.consumer(settings, group, new ByteArrayDeserializer(), config.consumerOptions(group));
    }

    private PollLoop loop(
            String name, Consumer<String, byte[]> consumer, List<? extends Topic<?>> topics, SegmentReader turned) {
        List<String> names =
                topics.stream().map(topic -> Clients.nameOf(settings, topic)).toList();
        workshop.meters().unread(consumer, settings, topics);
        return new PollLoop(name, consumer, names, turned, this::fail, System::nanoTime);
    }

    /**
     * Starts to read; nothing is done before the ledger has been read.
     *
     * @throws tams.ingest.kit.ConfigException when the configuration lacks something; a store or a folder that is not
     *     there yet is waited for
     */
    public static Registrar start(ServiceContext context) {
        Registrar registrar = new Registrar(context, RegistrarConfig.of(context.settings()));
        var unused = registrar.caughtUp.whenComplete(registrar::begin);
        return registrar;
    }

    @Override
    public String name() {
        return "registrar";
    }

    @Override
    public List<HealthCheck> checks() {
        return health.checks();
    }

    @Override
    public Map<String, HttpHandler> pages() {
        BooleanSupplier isRead = () -> caughtUp.isDone() && !caughtUp.isCompletedExceptionally();
        return Map.of(ChunkPage.PATH, new ChunkPage(workshop.ledger(), settings, isRead));
    }

    @Override
    public CompletableFuture<Void> failure() {
        return failure;
    }

    /** The ledger was read. */
    private void begin(@Nullable Void nothing, @Nullable Throwable error) {
        if (error != null) {
            fail(error instanceof CompletionException && error.getCause() != null ? error.getCause() : error);
            return;
        }
        LOG.atInfo().addKeyValue("arrivals", workshop.ledger().size()).log("the ledger was read");
        synchronized (this) {
            if (!closing) {
                workshop.startRounds(settings, reader::owns);
                hidden.start();
                plans.start();
                retries.start();
                references.start();
            }
        }
    }

    /** What ends because it was told to has not failed. */
    private void fail(Throwable why) {
        if (!closing) {
            failure.completeExceptionally(why);
        }
    }

    private void stopLanes() {
        try {
            if (!workshop.stopLanes(LANES_WAIT)) {
                LOG.atWarn()
                        .addMarker(EventCode.CALLS_UNFINISHED.marker())
                        .log("some calls to the store did not end in time; their chunks are looked at again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        plans.stop(this::stopLanes);
        retries.stop(this::stopLanes);
        references.stop(this::stopLanes);
        plans.join(CLOSE_WAIT);
        retries.join(CLOSE_WAIT);
        references.join(CLOSE_WAIT);
        hidden.close();
        workshop.close();
    }
}
