package tams.ingest.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

/** Goal: the lag of a topic is that of its partitions together, and unknown before it is known. Method: tables of the client's metrics. */
class UnreadRecordsTest {

    private final Map<MetricName, Metric> metrics = new LinkedHashMap<>();

    private void lag(String name, String topic, int partition, Object value) {
        MetricName key = new MetricName(
                name,
                "consumer-fetch-manager-metrics",
                "",
                Map.of("client-id", "one", "topic", topic, "partition", "" + partition));
        metrics.put(key, new Metric() {
            @Override
            public MetricName metricName() {
                return key;
            }

            @Override
            public Object metricValue() {
                return value;
            }
        });
    }

    @Test
    void addsUpTheTopicsPartitionsAndNoOther() {
        lag("records-lag", "ingest.chunks", 0, 3.0);
        lag("records-lag", "ingest.chunks", 1, 4.0);
        lag("records-lag", "ingest.chunks", 2, Double.NaN);
        lag("records-lag-max", "ingest.chunks", 0, 50.0);
        lag("records-lag", "ingest.outcomes", 0, 600.0);

        assertThat(UnreadRecords.in(metrics, "ingest.chunks")).isEqualTo(7);
    }

    @Test
    void isNotKnownBeforeAPartitionWasFetchedFrom() {
        lag("records-lag", "ingest.chunks", 0, Double.NaN);

        assertThat(UnreadRecords.in(metrics, "ingest.chunks")).isNaN();
        assertThat(UnreadRecords.in(Map.of(), "ingest.chunks")).isNaN();
    }
}
