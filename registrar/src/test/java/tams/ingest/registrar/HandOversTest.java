package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: a plan that waits elsewhere comes back as it was, and knows how often and since when it has waited. */
class HandOversTest {

    private static final Instant FIRST = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant LATER = Instant.parse("2026-03-01T10:01:00Z");

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final HandOvers handOvers =
            new HandOvers("site.", new KafkaWriter(producer), new Meters(new SimpleMeterRegistry()));

    private static ConsumerRecord<String, byte[]> record(String topic, RecordHeaders headers) {
        byte[] value = {1, 2, 3};
        return new ConsumerRecord<>(
                topic, 2, 40, 0, TimestampType.CREATE_TIME, 0, 3, "camera-1", value, headers, Optional.empty());
    }

    private static RegistrationEffect.HandOver why(@Nullable RetryTier tier, int generation) {
        return new RegistrationEffect.HandOver(tier, generation, ErrorClass.CHUNK, "HTTP_400", "refused", 5);
    }

    private ProducerRecord<String, byte[]> last() {
        return producer.history().get(producer.history().size() - 1);
    }

    private String header(String name) {
        return new String(last().headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** What was written comes in again on its topic. */
    private ConsumerRecord<String, byte[]> comesIn() {
        return record(last().topic(), new RecordHeaders(last().headers()));
    }

    @Test
    void countsEachWaitAndKeepsWhereAndWhenItBegan() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_type", "some".getBytes(StandardCharsets.UTF_8));

        handOvers.write(record("site.ingest.segments", headers), why(RetryTier.MINUTE, 1), FIRST);
        handOvers.write(comesIn(), why(RetryTier.TEN_MINUTES, 2), LATER);

        assertThat(last().topic()).isEqualTo("site.ingest.retry.10m");
        assertThat(last().partition()).isEqualTo(2);
        assertThat(last().key()).isEqualTo("camera-1");
        assertThat(last().value()).containsExactly(1, 2, 3);
        assertThat(header("ce_type")).isEqualTo("some");
        assertThat(header("x-first-failed-at")).isEqualTo(FIRST.toString());
        assertThat(header("x-attempts")).isEqualTo("5");
        assertThat(header("x-error-class")).isEqualTo("CHUNK");
        assertThat(HandOvers.originalTopic(comesIn())).isEqualTo("site.ingest.segments");
        assertThat(HandOvers.deliveryOf(comesIn())).isEqualTo(new Delivery(Delivery.Via.RETRY, 2, 2));
    }

    @Test
    void countsNoWaitForAPlanThatIsParkedWithItsFlow() {
        handOvers.write(record("site.ingest.segments", new RecordHeaders()), why(null, 3), FIRST);

        assertThat(last().topic()).isEqualTo("site.ingest.parked");
        assertThat(HandOvers.deliveryOf(comesIn())).isEqualTo(new Delivery(Delivery.Via.PARKED, 0, 3));
    }

    /** Headers are what others may write too; on the plan's own topic they mean nothing. */
    @ParameterizedTest
    @CsvSource({
        "site.ingest.segments, 7, PLANNED, 0",
        "site.ingest.retry.1h, 7, RETRY, 7",
        "site.ingest.retry.1h, -7, RETRY, 0",
        "site.ingest.retry.1h, 99999, RETRY, 0",
        "site.ingest.parked, seven, PARKED, 0"
    })
    void readsOnlyNumbersThatItCouldHaveWritten(String topic, String retries, Delivery.Via via, int read) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("x-retries", retries.getBytes(StandardCharsets.UTF_8));

        Delivery delivery = HandOvers.deliveryOf(record(topic, headers));

        assertThat(delivery.via()).isEqualTo(via);
        assertThat(delivery.retries()).isEqualTo(read);
    }
}
