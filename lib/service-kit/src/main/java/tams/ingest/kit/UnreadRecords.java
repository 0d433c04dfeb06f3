package tams.ingest.kit;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import tams.ingest.contracts.Topic;

/**
 * How far a consumer is behind the ends of its topics, as Kafka's client saw it when it last fetched. Of the hundreds of
 * series that the client has this is the one that operators ask for, without labels that grow with partitions or clients.
 */
public final class UnreadRecords {

    /** Kafka's name for it, of one partition; KIP-223. */
    private static final String LAG = "records-lag";

    private static final String TOPIC = "topic";

    private UnreadRecords() {}

    /**
     * Shows {@link tams.ingest.kit.Metric#UNREAD_RECORDS} for each of the topics.
     *
     * @param metrics of a consumer, or of a Streams client; asked at each scrape
     */
    public static void show(
            Instruments instruments,
            Supplier<Map<MetricName, ? extends Metric>> metrics,
            Settings settings,
            List<? extends Topic<?>> topics) {
        for (Topic<?> topic : topics) {
            String name = Clients.nameOf(settings, topic);
            instruments.follow(tams.ingest.kit.Metric.UNREAD_RECORDS, () -> in(metrics.get(), name), topic.name());
        }
    }

    /** Of all partitions together; not a number as long as none has been fetched from. */
    static double in(Map<MetricName, ? extends Metric> metrics, String topic) {
        return metrics.entrySet().stream()
                .filter(each -> each.getKey().name().equals(LAG))
                .filter(each -> topic.equals(each.getKey().tags().get(TOPIC)))
                .map(each -> each.getValue().metricValue())
                .mapToDouble(value -> value instanceof Number lag ? lag.doubleValue() : Double.NaN)
                .filter(lag -> !Double.isNaN(lag))
                .reduce(Double::sum)
                .orElse(Double.NaN);
    }
}
