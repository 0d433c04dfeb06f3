package tams.ingest.kit;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.Topic;

/** Kafka clients with every option that matters set here and nowhere else. */
public final class Clients {

    /** A call to Kafka that takes longer has an unknown outcome. */
    public static final int DELIVERY_TIMEOUT_MS = 120_000;

    /** How long a client may be silent before its partitions go to another; with static membership, also the recovery time. */
    public static final int SESSION_TIMEOUT_MS = 10_000;

    private Clients() {}

    /** What all clients have in common: brokers, and what {@code kafka.client.*} passes through. */
    public static Map<String, Object> base(Settings settings, String clientId) {
        Map<String, Object> base = new HashMap<>();
        base.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.get(Keys.KAFKA_BOOTSTRAP));
        base.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        // A broker that comes back is found within a second, without a storm while it is away.
        base.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 100L);
        base.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
        base.putAll(settings.kafkaClient());
        return base;
    }

    /** What every producer of ours insists on: no loss, no reordering, no waiting for company. */
    public static Map<String, Object> producerOptions() {
        Map<String, Object> options = new HashMap<>();
        options.put(ProducerConfig.ACKS_CONFIG, "all");
        options.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        options.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        options.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        options.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        options.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        return options;
    }

    public static Producer<String, Event> producer(Settings settings, String clientId) {
        Map<String, Object> options = base(settings, clientId);
        options.putAll(producerOptions());
        return new KafkaProducer<>(options, new StringSerializer(), new EventSerializer());
    }

    /**
     * A consumer that commits by hand and sees committed records only.
     *
     * @param others group, offset reset and the like
     */
    public static <V> Consumer<String, V> consumer(
            Settings settings, String clientId, Deserializer<V> values, Map<String, Object> others) {
        Map<String, Object> options = base(settings, clientId);
        options.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        options.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        options.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        options.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        options.putAll(others);
        return new KafkaConsumer<>(options, new StringDeserializer(), values);
    }

    /** One that closes within {@link LimitedAdmin#CLOSE_MAX}, whatever it still waits for. */
    public static Admin admin(Settings settings, String clientId) {
        return new LimitedAdmin(base(settings, clientId));
    }

    /** A topic's name with the configured prefix. */
    public static String nameOf(Settings settings, Topic<?> topic) {
        return settings.get(Keys.KAFKA_TOPIC_PREFIX) + topic.name();
    }
}
