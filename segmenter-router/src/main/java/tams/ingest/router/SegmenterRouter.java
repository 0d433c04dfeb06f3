package tams.ingest.router;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Topic;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.EventCode;
import tams.ingest.kit.HealthCheck;
import tams.ingest.kit.Instruments;
import tams.ingest.kit.Keys;
import tams.ingest.kit.RunningService;
import tams.ingest.kit.ServiceContext;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicSetup;
import tams.ingest.kit.UnreadRecords;

/**
 * Gives every chunk its Flow and its exact place in time, or says why it has none.
 *
 * <p>Reads {@code ingest.chunks}, writes {@code ingest.segments} and {@code ingest.gaps}; a second part reads the ledger
 * and writes {@code ingest.feed-status}. Does no I/O of its own.
 */
public final class SegmenterRouter implements RunningService {

    /** The consumer group that it reads as, without the prefix. */
    public static final String GROUP = RouterOptions.APPLICATION;

    private static final Logger LOG = LoggerFactory.getLogger(SegmenterRouter.class);

    /** Of the 20 s that a service has to stop. */
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(15);

    /** The topics that others write for it. */
    private static final List<Topic<?>> INPUTS = List.of(Topics.CHUNKS, Topics.OUTCOMES, Topics.CLIPS);

    private final KafkaStreams streams;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    private SegmenterRouter(KafkaStreams streams, Replacements replacements) {
        this.streams = streams;
        streams.setUncaughtExceptionHandler(cause -> onDeath(cause, replacements));
        streams.setStateListener((state, before) -> {
            if (state == KafkaStreams.State.ERROR) {
                failure.completeExceptionally(new IllegalStateException("segmenter-router cannot go on"));
            }
        });
    }

    /**
     * Starts the router; the topics are there already.
     *
     * @throws tams.ingest.kit.ConfigException when Kafka does not answer or the state folder cannot be written
     */
    public static SegmenterRouter start(ServiceContext context) {
        Settings settings = context.settings();
        Path stateDir = settings.get(Keys.ROUTER_STATE);
        RouterOptions.doubt(stateDir).ifPresent(words -> LOG.warn(EventCode.STATE_FOLDER_DOUBTED.marker(), words));
        Map<String, Object> options =
                RouterOptions.of(settings, stateDir, InstanceId.in(stateDir), TopicSetup.replicas(settings));
        StreamsConfig config = new StreamsConfig(options);
        KafkaStreams streams = new KafkaStreams(
                RouterTopology.build(settings.get(Keys.KAFKA_TOPIC_PREFIX), context.meters(), config), config);
        UnreadRecords.show(new Instruments(context.meters()), streams::metrics, settings, INPUTS);
        SegmenterRouter router = new SegmenterRouter(streams, new Replacements(context.clock()));
        streams.start();
        return router;
    }

    private StreamThreadExceptionResponse onDeath(Throwable cause, Replacements replacements) {
        boolean gone = cause instanceof MissingSourceTopicException;
        if (!gone && replacements.allows()) {
            LOG.warn(
                    EventCode.ROUTER_THREAD_REPLACED.marker(),
                    "the stream thread died and is replaced: {}",
                    cause.toString(),
                    cause);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error(
                EventCode.ROUTER_ENDS.marker(),
                "segmenter-router cannot go on{}",
                gone ? ": a topic it reads is gone" : "",
                cause);
        failure.completeExceptionally(cause);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    @Override
    public String name() {
        return "router";
    }

    @Override
    public List<HealthCheck> checks() {
        return List.of(
                new HealthCheck("router-alive", HealthCheck.Kind.LIVE, () -> stateIs(isAlive())),
                new HealthCheck(
                        "router-running",
                        HealthCheck.Kind.READY,
                        () -> stateIs(streams.state() == KafkaStreams.State.RUNNING)));
    }

    private boolean isAlive() {
        KafkaStreams.State state = streams.state();
        return state == KafkaStreams.State.CREATED || state.isRunningOrRebalancing();
    }

    private HealthCheck.State stateIs(boolean fine) {
        return fine
                ? HealthCheck.State.fine()
                : HealthCheck.State.down("segmenter-router is " + streams.state()
                        + ": it starts within seconds while Kafka answers at kafka.bootstrap");
    }

    @Override
    public CompletableFuture<Void> failure() {
        return failure;
    }

    @Override
    public void close() {
        // The group is not left: a router that comes back within the session timeout gets its partitions at once.
        boolean closed = streams.close(CloseOptions.timeout(CLOSE_WAIT)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));
        if (!closed) {
            LOG.warn(
                    EventCode.ROUTER_STOPPED_LATE.marker(),
                    "segmenter-router did not stop in time; what it had not committed is done again at the next start");
        }
    }
}
