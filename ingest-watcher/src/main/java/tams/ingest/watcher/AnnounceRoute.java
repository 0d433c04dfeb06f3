package tams.ingest.watcher;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Outcome;
import tams.ingest.kit.EventSerializer;

/**
 * The way of a chunk through the watcher.
 *
 * <pre>
 *   drop:root ─▶ measure ─▶ not in the ledger yet? ─▶ (stage) ─▶ kafka:ingest.chunks
 * </pre>
 *
 * <p>No error handler: a failure goes back to the endpoint, which knows the file and tries it again.
 */
final class AnnounceRoute extends RouteBuilder {

    static final String ID = "announce-chunks";

    /** Set on an exchange whose event the destination has acknowledged. */
    static final String SENT = "sent";

    /** Holds the {@link FoundFile} on its way. */
    static final String FOUND = "found";

    private static final String AGAIN = "again";

    private final String destination;
    private final MeasureChunk measure;
    private final Processor stage;
    private final Ledger ledger;

    /** Feeds of which something was announced since the start; the ledger may not have heard of them yet. */
    private final Set<String> announced = ConcurrentHashMap.newKeySet();

    /**
     * A route to somewhere.
     *
     * @param destination the endpoint that takes {@link ChunkArrived} events; it must not answer before they are safe
     */
    AnnounceRoute(String destination, MeasureChunk measure, Ledger ledger) {
        this(destination, measure, exchange -> {}, ledger);
    }

    /** The same with what puts chunks where other hosts can read them. */
    AnnounceRoute(String destination, MeasureChunk measure, Processor stage, Ledger ledger) {
        this.destination = destination;
        this.measure = measure;
        this.stage = stage;
        this.ledger = ledger;
    }

    /** The destination of a running watcher. */
    static String kafka(String topic) {
        // Synchronous: the route goes on when the broker has acknowledged. The serializer's name keeps Camel from
        // turning
        // the event into text.
        return "kafka:" + topic + "?synchronous=true&valueSerializer=" + EventSerializer.class.getName();
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from(DropComponent.SCHEME + ":root")
                .routeId(ID)
                .setProperty(AGAIN)
                .body(FoundFile.class, FoundFile::again)
                .setProperty(FOUND, body())
                .process(measure)
                .id("measure-chunk")
                .filter(this::isWanted)
                .id("skip-what-the-ledger-has")
                .process(stage)
                .id("stage-chunk")
                .process(this::sayIfBegun)
                .id("say-if-begun")
                .setHeader(KafkaConstants.KEY)
                .body(ChunkArrived.class, ChunkArrived::feed)
                .to(destination)
                .id("write-chunks")
                .setProperty(SENT, constant(true))
                .process(exchange -> announced.add(chunk(exchange).feed()));
    }

    /** A router that knows nothing of a feed has to know whether that is because the feed is new (ADR 22). */
    private void sayIfBegun(Exchange exchange) {
        ChunkArrived chunk = chunk(exchange);
        if (ledger.hasBegun(chunk.feed()) || announced.contains(chunk.feed())) {
            exchange.getMessage().setBody(chunk.ofBegunFeed());
        }
    }

    private static ChunkArrived chunk(Exchange exchange) {
        return requireNonNull(exchange.getMessage().getBody(ChunkArrived.class));
    }

    private boolean isWanted(Exchange exchange) {
        return Boolean.TRUE.equals(exchange.getProperty(AGAIN)) || isWanted(chunk(exchange), ledger);
    }

    /** Whether the ledger leaves anything to be done by announcing: no line, or one that waited for a feed. */
    static boolean isWanted(ChunkArrived chunk, Ledger ledger) {
        Outcome.State state =
                ledger.line(chunk.arrival()).map(Ledger.Line::state).orElse(null);
        return state == null || (state == Outcome.State.PARKED && chunk.settings() != null);
    }
}
