package tams.ingest.registrar;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
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
 * </pre>
 */
public final class Registrar implements RunningService {

    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);
    private static final Duration LANES_WAIT = Duration.ofSeconds(11);
    private static final Duration CONSUMER_WAIT = Duration.ofSeconds(2);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(16);

    private final Consumer<String, byte[]> consumer;
    private final Workshop workshop;
    private final SegmentReader reader;
    private final CompletableFuture<Void> caughtUp;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final RegistrarHealth health;
    private final HiddenRecordsWatch hidden;
    private final Settings settings;
    private final String topic;
    private final Thread thread = new Thread(this::run, "registrar-poll");
    private volatile boolean closing;

    private Registrar(ServiceContext context, RegistrarConfig config) {
        settings = context.settings();
        topic = Clients.nameOf(context.settings(), Topics.SEGMENTS);
        workshop = Workshop.open(context, config, this::fail);
        consumer = Clients.consumer(
                context.settings(), "registrar", new ByteArrayDeserializer(), config.consumerOptions());
        reader = new SegmentReader(consumer, workshop::submit);
        workshop.meters().pending(reader::pending);
        hidden = new HiddenRecordsWatch(settings);
        workshop.meters().hidden(hidden::count);
        caughtUp = workshop.ledger().follow(context.settings());
        health = new RegistrarHealth(consumer, caughtUp, workshop, hidden::state, System::nanoTime);
    }

    /**
     * Starts to read; nothing is done before the ledger has been read.
     *
     * @throws tams.ingest.kit.ConfigException when the configuration lacks something; a store or a folder that is not
     *     there yet is waited for
     */
    public static Registrar start(ServiceContext context) {
        Registrar registrar = new Registrar(context, RegistrarConfig.of(context.settings()));
        registrar.thread.setDaemon(true);
        registrar.thread.start();
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
    public CompletableFuture<Void> failure() {
        return failure;
    }

    private void run() {
        try {
            caughtUp.join();
            LOG.atInfo().addKeyValue("arrivals", workshop.ledger().size()).log("the ledger was read");
            workshop.startRounds(settings, reader::owns);
            hidden.start();
            consumer.subscribe(List.of(topic), reader);
            while (!closing) {
                reader.turn();
                health.polled();
            }
        } catch (WakeupException e) {
            LOG.debug("woken to stop");
        } catch (CompletionException e) {
            fail(e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException e) {
            fail(e);
        } finally {
            end();
        }
    }

    /** What ends because it was told to has not failed. */
    private void fail(Throwable why) {
        if (!closing) {
            failure.completeExceptionally(why);
        }
    }

    private void end() {
        try {
            if (!workshop.stopLanes(LANES_WAIT)) {
                LOG.atWarn().log("some calls to the store did not end in time; their chunks are looked at again");
            }
            reader.commitNow(consumer.assignment());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("cause", e).log("not everything was committed; it is looked at again");
        } finally {
            consumer.close(CloseOptions.timeout(CONSUMER_WAIT));
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join(CLOSE_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hidden.close();
        workshop.close();
    }
}
