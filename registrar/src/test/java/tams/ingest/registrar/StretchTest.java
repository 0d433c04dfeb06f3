package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** When a stretch of a topic has been looked at enough. */
class StretchTest {

    private static Stretch of(int wanted, long youngestMs) {
        return new Stretch(
                new TopicPartition("t", 0), 0, 1_000_000, wanted, youngestMs, record -> "mine".equals(record.key()));
    }

    private static ConsumerRecord<String, byte[]> record(long offset, long time, String key) {
        return new ConsumerRecord<>(
                "t",
                0,
                offset,
                time,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
    }

    @Test
    void endsWithTheLastFindThatIsWanted() {
        Stretch stretch = of(1, Long.MAX_VALUE);

        stretch.take(record(0, 0, "other"));
        assertThat(stretch.isEnough()).isFalse();
        stretch.take(record(1, 0, "mine"));
        stretch.take(record(2, 0, "mine"));

        assertThat(stretch.isEnough()).isTrue();
        assertThat(stretch.isCutShort()).isFalse();
        assertThat(stretch.found()).extracting(ConsumerRecord::offset).containsExactly(1L);
    }

    @Test
    void endsWhereEverythingIsTooYoung() {
        Stretch stretch = of(5, 10);

        stretch.take(record(0, 10, "mine"));
        stretch.take(record(1, 11, "mine"));

        assertThat(stretch.isEnough()).isTrue();
        assertThat(stretch.isCutShort()).isFalse();
        assertThat(stretch.found()).hasSize(1);
    }

    @Test
    void saysThatThereMayBeMoreWhereItHadToStop() {
        Stretch stretch = of(5, Long.MAX_VALUE);

        for (int offset = 0; offset < Stretch.RECORDS_MAX; offset++) {
            stretch.take(record(offset, 0, "other"));
        }

        assertThat(stretch.isEnough()).isTrue();
        assertThat(stretch.isCutShort()).isTrue();
    }
}
