package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Goal: the plans of one Flow are found among all that are parked, a few at a time, and none twice. */
@Timeout(30)
class ParkedTopicTest {

    private static final TopicPartition AT = new TopicPartition("ingest.parked", 1);
    private static final int ALL = 100;

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
    private final ParkedTopic topic = new ParkedTopic(consumer, AT.topic());

    @BeforeEach
    void anEmptyPartition() {
        consumer.updateBeginningOffsets(Map.of(AT, 0L));
        consumer.updateEndOffsets(Map.of(AT, 0L));
    }

    /** Records arrive as soon as the reader asks. */
    private void holds(long from, String... feeds) {
        consumer.updateBeginningOffsets(Map.of(AT, from));
        consumer.updateEndOffsets(Map.of(AT, from + feeds.length));
        consumer.schedulePollTask(() -> {
            for (int i = 0; i < feeds.length; i++) {
                consumer.addRecord(
                        new ConsumerRecord<>(AT.topic(), AT.partition(), from + i, feeds[i], new byte[] {1}));
            }
        });
    }

    private static List<Long> offsets(ParkedTopic.Part part) {
        return part.records().stream().map(ConsumerRecord::offset).toList();
    }

    @Test
    void findsWhatIsWantedAmongOthers() {
        holds(0, "a", "b", "a", "b");

        ParkedTopic.Part part =
                topic.read(AT.partition(), 0, record -> record.key().equals("a"), ALL);

        assertThat(offsets(part)).containsExactly(0L, 2L);
        assertThat(part.next()).isEqualTo(4);
        assertThat(part.isEnd()).isTrue();
    }

    @Test
    void stopsRightBehindTheLastOneThatWasAskedFor() {
        holds(0, "a", "b", "a", "a");

        ParkedTopic.Part part =
                topic.read(AT.partition(), 0, record -> record.key().equals("a"), 2);

        assertThat(offsets(part)).containsExactly(0L, 2L);
        assertThat(part.next()).isEqualTo(3);
        assertThat(part.isEnd()).isFalse();
    }

    @Test
    void goesOnWhereTheTopicBeginsWhenWhatWasThereIsDeleted() {
        holds(5, "a");

        ParkedTopic.Part part = topic.read(AT.partition(), 2, record -> true, ALL);

        assertThat(offsets(part)).containsExactly(5L);
        assertThat(part.next()).isEqualTo(6);
    }

    @Test
    void saysThatNothingIsLeft() {
        ParkedTopic.Part part = topic.read(AT.partition(), 0, record -> true, ALL);

        assertThat(part).isEqualTo(new ParkedTopic.Part(List.of(), 0, true));
    }

    @Test
    void canBeReadAgainAfterKafkaDidNotAnswer() {
        holds(0, "a");
        consumer.setPollException(new TimeoutException("no answer"));
        assertThatThrownBy(() -> topic.read(AT.partition(), 0, record -> true, ALL))
                .isInstanceOf(KafkaException.class);

        assertThat(offsets(topic.read(AT.partition(), 0, record -> true, ALL))).containsExactly(0L);
    }

    @Test
    void keepsFromWhereThereIsSomething() {
        assertThat(topic.keptFrom(AT.partition())).isZero();
        topic.read(AT.partition(), 0, record -> true, ALL);

        topic.keepFrom(AT.partition(), 7);

        assertThat(topic.keptFrom(AT.partition())).isEqualTo(7);
    }
}
