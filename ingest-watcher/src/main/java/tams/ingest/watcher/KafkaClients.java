package tams.ingest.watcher;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import tams.ingest.kit.Clients;
import tams.ingest.kit.EventSerializer;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;

/** Gives Camel our own producer, so that options and secrets are set in one place and never stand in an endpoint's URI. */
final class KafkaClients implements KafkaClientFactory {

    /**
     * Longest wait for anything of Kafka. Short, since the scanner's thread waits with it, and harmless: what was written all
     * the same is announced again as the same arrival.
     */
    private static final int WAIT_MAX_MS = 5_000;

    private static final int DELIVERY_MAX_MS = 15_000;

    /** How long saying goodbye may take; what has not been sent by then is announced again after the start. */
    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    private final Settings settings;

    KafkaClients(Settings settings) {
        this.settings = settings;
    }

    @Override
    @SuppressWarnings("rawtypes") // the interface is
    public Producer getProducer(Properties ignored) {
        Map<String, Object> options = Clients.base(settings, "ingest-watcher");
        options.putAll(Clients.producerOptions());
        options.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, WAIT_MAX_MS);
        options.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, WAIT_MAX_MS);
        options.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MAX_MS);
        return new KafkaProducer<>(options, new StringSerializer(), new EventSerializer()) {
            @Override
            public void close() {
                // Camel calls this one, which would wait for every record's fate.
                close(CLOSE_MAX);
            }
        };
    }

    @Override
    @SuppressWarnings("rawtypes") // the interface is
    public Consumer getConsumer(Properties ignored) {
        throw new UnsupportedOperationException("no route reads from Kafka: its records' headers must not reach Camel");
    }

    @Override
    public String getBrokers(KafkaConfiguration ignored) {
        return settings.get(Keys.KAFKA_BOOTSTRAP);
    }
}
