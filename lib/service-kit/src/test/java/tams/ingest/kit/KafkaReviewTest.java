package tams.ingest.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator hears about Kafka's settings when a service starts. */
class KafkaReviewTest {

    @ParameterizedTest(name = "kept {0} ms: {1}")
    @CsvSource({"1209600000, 0", "9999999999, 0", "-1, 0", "1209599999, 1", "0, 1"})
    void mindsOnlyWhatIsKeptTooShort(String kept, int warnings) {
        var retention = new TopicReview.Difference("ingest.chunks", "retention.ms", kept, "1209600000");

        assertThat(KafkaReview.ofTopics(List.of(retention))).hasSize(warnings);
    }

    @Test
    void namesTopicAndSetting() {
        var copies = new TopicReview.Difference("ingest.outcomes", "min.insync.replicas", "1", "2");

        assertThat(KafkaReview.ofTopics(List.of(copies)))
                .containsExactly("the topic ingest.outcomes has min.insync.replicas 1, not 2: see topics diff");
    }

    @Test
    void warnsOfBrokersThatMakeTopicsOrForgetGroups() {
        assertThat(KafkaReview.ofBroker(
                        Map.of("auto.create.topics.enable", "true", "offsets.retention.minutes", "10080")))
                .hasSize(2)
                .anyMatch(warning -> warning.contains("auto.create.topics.enable"))
                .anyMatch(warning -> warning.contains("offsets.retention.minutes") && warning.contains("86400"));
        assertThat(KafkaReview.ofBroker(
                        Map.of("auto.create.topics.enable", "false", "offsets.retention.minutes", "86400")))
                .isEmpty();
        assertThat(KafkaReview.ofBroker(Map.of())).as("not allowed to look").isEmpty();
    }
}
