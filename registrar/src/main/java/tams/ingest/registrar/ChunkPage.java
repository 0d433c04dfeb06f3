package tams.ingest.registrar;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.EventCode;
import tams.ingest.kit.EventDeserializer;
import tams.ingest.kit.OpsServer;
import tams.ingest.kit.Settings;

/** {@code /observe/chunk/{id}}: one chunk's way, found by the ledger's index. Never a URL of an object, nor a secret. */
final class ChunkPage implements HttpHandler {

    /** Below {@code /observe/}. */
    static final String PATH = "chunk/";

    private static final Logger LOG = LoggerFactory.getLogger(ChunkPage.class);
    private static final EventDeserializer<Outcome> LINES = new EventDeserializer<>(Topics.OUTCOMES);

    /** With the start of a command line, the whole takes below 1.5 s. */
    private static final Duration SEARCH_MAX = Duration.ofMillis(800);

    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private final Ledger ledger;
    private final Settings settings;
    private final BooleanSupplier isRead;

    /**
     * Shows chunks of a ledger.
     *
     * @param isRead whether the ledger was read, before which nothing is answered
     */
    ChunkPage(Ledger ledger, Settings settings, BooleanSupplier isRead) {
        this.ledger = ledger;
        this.settings = settings;
        this.isRead = isRead;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        ChunkLookup.Answer answer = answer(exchange);
        OpsServer.answer(
                exchange, answer.status(), "application/json", answer.body().toString());
    }

    private ChunkLookup.Answer answer(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("GET")) {
            return ChunkLookup.Answer.error(METHOD_NOT_ALLOWED, "only GET");
        }
        if (!isRead.getAsBoolean()) {
            return ChunkLookup.Answer.error(UNAVAILABLE, "the ledger is still being read");
        }
        String path = exchange.getRequestURI().getPath();
        return answer(path.substring(exchange.getHttpContext().getPath().length()));
    }

    private synchronized ChunkLookup.Answer answer(String id) {
        try (TopicSearch search = TopicSearch.open(settings, SEARCH_MAX)) {
            return ChunkLookup.answer(id, query -> lines(query, search), search);
        } catch (KafkaException e) {
            LOG.atWarn()
                    .addMarker(EventCode.KAFKA_READ_FAILED.marker())
                    .addKeyValue("cause", e)
                    .log("a chunk cannot be looked up");
            return ChunkLookup.Answer.error(UNAVAILABLE, "the ledger's lines cannot be read from Kafka now");
        }
    }

    /** What lies where the index says, less what only looks alike or is outdated by now. */
    private List<ChunkLine> lines(ChunkQuery query, TopicSearch search) {
        List<ChunkLine> lines = new ArrayList<>();
        for (LinePlace place : ledger.placesOf(query, ChunkLookup.ARRIVALS_MAX)) {
            search.at(Topics.OUTCOMES, place.partition(), place.offset()).ifPresent(record -> {
                try {
                    Outcome line = LINES.deserialize(record.topic(), record.headers(), record.value());
                    if (line != null && query.matches(line)) {
                        lines.add(new ChunkLine(line, place.partition(), place.offset()));
                    }
                } catch (SerializationException e) {
                    LOG.debug("not a line", e);
                }
            });
        }
        return lines;
    }
}
