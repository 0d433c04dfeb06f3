package tams.ingest.registrar;

import java.util.Collection;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.kit.EventCode;

/** What registrar says of Kafka when reading from it does not go on as it should. */
final class KafkaWords {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaWords.class);

    private KafkaWords() {}

    /** A call failed; a later one makes up for it. */
    static void unanswered(Throwable cause, String what) {
        LOG.atWarn()
                .addMarker(EventCode.KAFKA_READ_FAILED.marker())
                .addKeyValue("cause", cause)
                .log(what);
    }

    /** Records went before they were read. */
    static void lost(Collection<TopicPartition> partitions) {
        LOG.atError()
                .addMarker(EventCode.PLANS_LOST.marker())
                .addKeyValue("partitions", partitions)
                .log("records were deleted unread, or the topic was made anew; reading from the start");
    }
}
