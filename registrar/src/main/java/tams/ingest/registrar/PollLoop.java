package tams.ingest.registrar;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.kit.EventCode;
import tams.ingest.kit.Keys;

/** A thread that turns one reader until it is told to stop. */
final class PollLoop {

    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration CONSUMER_WAIT = Duration.ofSeconds(2);

    private final org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer;
    private final SegmentReader reader;
    private final Consumer<Throwable> failure;
    private final LongSupplier nanos;
    private final Thread thread;
    private final List<String> topics;
    private volatile long turnedAtNanos;
    private volatile boolean turnedOnce;
    private volatile boolean closing;
    private volatile Runnable last = () -> {};

    /**
     * Reads nothing before it is started.
     *
     * @param failure hears what ends the loop untold
     * @param nanos the monotonic clock
     */
    PollLoop(
            String name,
            org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer,
            List<String> topics,
            SegmentReader reader,
            Consumer<Throwable> failure,
            LongSupplier nanos) {
        this.consumer = consumer;
        this.topics = List.copyOf(topics);
        this.reader = reader;
        this.failure = failure;
        this.nanos = nanos;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** How long ago the loop turned; zero before it first did. */
    Duration age() {
        return turnedOnce ? Duration.ofNanos(nanos.getAsLong() - turnedAtNanos) : Duration.ZERO;
    }

    private void run() {
        try {
            consumer.subscribe(topics, reader);
            while (!closing) {
                reader.turn();
                turnedAtNanos = nanos.getAsLong();
                turnedOnce = true;
            }
        } catch (WakeupException e) {
            LOG.debug("woken to stop");
        } catch (FencedInstanceIdException e) {
            failure.accept(new IllegalStateException(
                    "another registrar of the same name has taken over: where two run on one host, give each a "
                            + Keys.REGISTRAR_INSTANCE.key(),
                    e));
        } catch (RuntimeException e) {
            if (!closing) {
                failure.accept(e);
            }
        } finally {
            end();
        }
    }

    private void end() {
        try {
            last.run();
            reader.commitNow(consumer.assignment());
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addMarker(EventCode.KAFKA_READ_FAILED.marker())
                    .addKeyValue("cause", e)
                    .log("not everything was committed; it is looked at again");
        } finally {
            consumer.close(CloseOptions.timeout(CONSUMER_WAIT));
        }
    }

    /**
     * Ends the loop.
     *
     * @param before runs on its thread, before the last commit
     */
    void stop(Runnable before) {
        last = before;
        closing = true;
        consumer.wakeup();
    }

    /** Waits for its end; for one that never began too. */
    void join(Duration patience) {
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
