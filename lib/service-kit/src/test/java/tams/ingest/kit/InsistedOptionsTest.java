package tams.ingest.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be said about Kafka's clients, and what takes away what the pipeline promises. */
class InsistedOptionsTest {

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "acks, 1",
        "producer.acks, 0",
        "enable.idempotence, false",
        "max.in.flight.requests.per.connection, 6",
        "delivery.timeout.ms, 119999",
        "producer.delivery.timeout.ms, 30000",
        "delivery.timeout.ms, soon",
        "isolation.level, read_uncommitted",
        "main.consumer.isolation.level, read_uncommitted",
        "enable.auto.commit, true",
        "processing.guarantee, at_least_once",
        "statestore.cache.max.bytes, 1000",
        "main.consumer.auto.offset.reset, latest",
        "auto.offset.reset, latest",
        "group.id, mine",
        "application.id, mine",
        "state.dir, /tmp",
        "bootstrap.servers, other:9092",
    })
    void refusesWhatTakesAPromiseAwayAndNamesTheKey(String option, String value) {
        String key = "kafka.client." + option;

        assertThatThrownBy(() -> Settings.load(null, Map.of(), Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining("take it out");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "acks, all",
        "max.in.flight.requests.per.connection, 1",
        "producer.delivery.timeout.ms, 120000",
        "isolation.level, read_committed",
        "security.protocol, SASL_SSL",
        "sasl.mechanism, SCRAM-SHA-512",
        "fetch.max.bytes, 1000000",
        "num.standby.replicas, 1",
    })
    void passesOnWhatDoesNot(String option, String value) {
        Settings settings = Settings.load(null, Map.of(), Map.of("kafka.client." + option, value));

        assertThat(settings.kafkaClient()).containsEntry(option, value);
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        assertThatThrownBy(() -> Settings.load(
                        null, Map.of(), Map.of("kafka.client.acks", "1", "kafka.client.isolation.level", "none")))
                .hasMessageContaining("kafka.client.acks is 1, but has to be all")
                .hasMessageContaining("kafka.client.isolation.level is none");
    }
}
