package tams.ingest.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tams.ingest.contracts.OperatorActed;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.EventSerializer;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TemporaryException;

/** What operators do, and the record of it on {@code ingest.audit}. Each write returns once Kafka has it. */
final class Audit implements AutoCloseable {

    private static final int WRITE_TIMEOUT_S = 30;

    private final String topic;
    private final EventSerializer events = new EventSerializer();
    private final Producer<String, byte[]> producer;

    private Audit(String topic, Producer<String, byte[]> producer) {
        this.topic = topic;
        this.producer = producer;
    }

    static Audit open(Settings settings) {
        var options = Clients.base(settings, "operator");
        options.putAll(Clients.producerOptions());
        return new Audit(
                Clients.nameOf(settings, Topics.AUDIT),
                new KafkaProducer<>(options, new StringSerializer(), new ByteArraySerializer()));
    }

    /** The account and the host that a command runs as. */
    static String operator() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown";
        }
        return System.getProperty("user.name") + "@" + host;
    }

    /** Does something that is a record on another topic. */
    void act(ProducerRecord<String, byte[]> record) {
        write(record);
    }

    /** Notes what was done. */
    void note(OperatorActed act) {
        RecordHeaders headers = new RecordHeaders();
        write(new ProducerRecord<>(topic, null, act.key(), events.serialize(topic, headers, act), headers));
    }

    private void write(ProducerRecord<String, byte[]> record) {
        try {
            Future<?> sent = producer.send(record);
            sent.get(WRITE_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new TemporaryException(
                    "Kafka did not take a record for " + record.topic()
                            + "; what was done before stays done: repeat the command for the rest",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TemporaryException("interrupted while writing to " + record.topic() + ": repeat the command", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
