package tams.ingest.registrar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.kit.Clients;
import tams.ingest.kit.EventCode;
import tams.ingest.kit.Settings;

/** Writes records and returns once Kafka has them on all replicas in sync. Thread-safe. */
final class KafkaWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaWriter.class);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(1);

    private final Producer<String, byte[]> producer;
    private volatile boolean closing;

    KafkaWriter(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    static KafkaWriter open(Settings settings) {
        Map<String, Object> options = Clients.base(settings, "registrar-writer");
        options.putAll(Clients.producerOptions());
        return new KafkaWriter(new KafkaProducer<>(options, new StringSerializer(), new ByteArraySerializer()));
    }

    /** A record was not written, and never will be by this process. */
    static final class Lost extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Lost(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Writes like {@link #write(List)}. */
    void write(ProducerRecord<String, byte[]> record) {
        write(List.of(record));
    }

    /**
     * Writes, side by side; for as long as it takes while Kafka is away, because nothing may go on before.
     *
     * @throws Lost when the thread is interrupted, the writer closes, or Kafka refuses for good
     */
    void write(List<ProducerRecord<String, byte[]>> records) {
        List<ProducerRecord<String, byte[]>> left = records;
        while (!left.isEmpty()) {
            List<Future<RecordMetadata>> sent = left.stream().map(this::send).toList();
            List<ProducerRecord<String, byte[]>> again = new ArrayList<>();
            for (int index = 0; index < sent.size(); index++) {
                if (!isWritten(left.get(index), sent.get(index))) {
                    again.add(left.get(index));
                }
            }
            left = again;
        }
    }

    private Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
        try {
            return producer.send(record);
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
            throw new Lost("interrupted while writing to " + record.topic(), e);
        } catch (KafkaException e) {
            return CompletableFuture.failedFuture(e);
        } catch (IllegalStateException e) {
            throw new Lost("writing to " + record.topic() + " after the end", e);
        }
    }

    private boolean isWritten(ProducerRecord<String, byte[]> record, Future<RecordMetadata> sent) {
        try {
            sent.get();
            return true;
        } catch (ExecutionException e) {
            passOver(record.topic(), e.getCause() == null ? e : e.getCause());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Lost("interrupted while writing to " + record.topic(), e);
        }
    }

    /** Writes without waiting, in order with what is written to the same key later; a failure is logged, and no more. */
    void post(ProducerRecord<String, byte[]> record) {
        try {
            var unused = producer.send(record, (metadata, failure) -> {
                if (failure != null) {
                    notTaken(record.topic(), failure);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            notTaken(record.topic(), e);
        }
    }

    /** How many partitions a topic has, as far as the producer knows. @throws KafkaException when it cannot be told now */
    int partitions(String topic) {
        return producer.partitionsFor(topic).size();
    }

    private static void notTaken(String topic, Throwable cause) {
        LOG.atWarn()
                .addMarker(EventCode.KAFKA_WRITE_FAILED.marker())
                .addKeyValue("topic", topic)
                .addKeyValue("cause", cause)
                .log("kafka did not take a record");
    }

    /** Returns where writing again makes sense: Kafka's own time-outs are retriable too. */
    private void passOver(String topic, Throwable cause) {
        if (closing || !(cause instanceof RetriableException)) {
            throw new Lost("Kafka does not take a record for " + topic + ": " + cause, cause);
        }
        LOG.atWarn()
                .addMarker(EventCode.KAFKA_WRITE_FAILED.marker())
                .addKeyValue("topic", topic)
                .addKeyValue("cause", cause)
                .log("kafka did not take a record yet");
    }

    @Override
    public void close() {
        closing = true;
        producer.close(CLOSE_WAIT);
    }
}
