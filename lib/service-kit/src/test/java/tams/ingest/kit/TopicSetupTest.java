package tams.ingest.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tams.ingest.contracts.Topics;

class TopicSetupTest {

    @Test
    void goesByTheTopicsThatAreThereWhenNothingIsSet() {
        assertThat(TopicSetup.agreed(Map.of("ingest.feeds", 12, "ingest.gaps", 12), null))
                .isEqualTo(12);
        assertThat(TopicSetup.agreed(Map.of(), null)).isNull();
        assertThat(TopicSetup.agreed(Map.of(), 48)).isEqualTo(48);
    }

    @Test
    void refusesTopicsThatDifferFromWhatIsSet() {
        assertThatThrownBy(() -> TopicSetup.agreed(Map.of("ingest.feeds", 12), 48))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ingest.feeds has 12 partitions but kafka.partitions is 48");
    }

    @Test
    void refusesTopicsThatDifferFromEachOther() {
        assertThatThrownBy(() -> TopicSetup.agreed(Map.of("a", 12, "b", 12, "c", 6), null))
                .isInstanceOf(ConfigException.class)
                .hasMessage("the topic c has 6 partitions but the others have 12: all must have the same");
    }

    @Test
    void leavesNothingToTheBrokersDefaults() {
        assertThat(TopicSetup.configOf(Topics.OUTCOMES, 3))
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("message.timestamp.type", "LogAppendTime")
                .containsEntry("unclean.leader.election.enable", "false");
        assertThat(TopicSetup.configOf(Topics.CHUNKS, 1))
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "1209600000")
                .containsEntry("min.insync.replicas", "1");
    }
}
