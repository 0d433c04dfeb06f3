package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Goal: a transaction that is never ended is told from those that come and go. */
class HiddenRecordsTest {

    private static final TopicPartition ONE = new TopicPartition("ingest.segments", 3);
    private static final TopicPartition OTHER = new TopicPartition("ingest.segments", 4);
    private static final long BEGIN = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();
    private static final long STUCK = HiddenRecords.STUCK_AFTER.toNanos();

    private final HiddenRecords records = new HiddenRecords();

    private static HiddenRecords.Ends ends(long stable, long high) {
        return new HiddenRecords.Ends(stable, high);
    }

    @Test
    void namesTheTransactionThatStandsStillAndWhatToDo() {
        records.look(Map.of(ONE, ends(118, 120), OTHER, ends(7, 7)), BEGIN);
        assertThat(records.trouble(BEGIN + STUCK - 1)).isEmpty();

        records.look(Map.of(ONE, ends(118, 130), OTHER, ends(9, 9)), BEGIN + STUCK);

        assertThat(records.count()).isEqualTo(12);
        assertThat(records.trouble(BEGIN + STUCK))
                .hasValue(
                        "a transaction on ingest.segments-3 has been open for 60 s and hides 12 records from offset 118"
                                + " on: find and end it with kafka-transactions.sh find-hanging and abort");
    }

    @Test
    void letsTransactionsPassThatFollowEachOther() {
        for (int second = 0; second <= 300; second += 10) {
            records.look(
                    Map.of(ONE, ends(100 + second, 105 + second)),
                    BEGIN + Duration.ofSeconds(second).toNanos());
            assertThat(records.trouble(BEGIN + Duration.ofSeconds(second).toNanos()))
                    .isEmpty();
            assertThat(records.count()).isEqualTo(5);
        }
    }

    @Test
    void forgetsATransactionThatEnds() {
        records.look(Map.of(ONE, ends(1, 5)), BEGIN);
        records.look(Map.of(ONE, ends(5, 5)), BEGIN + STUCK);
        records.look(Map.of(ONE, ends(5, 6)), BEGIN + STUCK);

        assertThat(records.trouble(BEGIN + STUCK)).isEmpty();
        assertThat(records.count()).isOne();
    }

    @Test
    void forgetsPartitionsThatAreGone() {
        records.look(Map.of(ONE, ends(1, 5)), BEGIN);
        records.look(Map.of(OTHER, ends(0, 0)), BEGIN + STUCK);

        assertThat(records.trouble(BEGIN + STUCK)).isEmpty();
        assertThat(records.count()).isZero();
    }
}
