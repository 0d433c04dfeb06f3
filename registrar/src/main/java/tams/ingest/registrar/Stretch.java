package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A stretch of a partition that is searched for the records of one arrival, and what was found. Not thread-safe. */
final class Stretch {

    /** Records that are looked at: some hours of a partition in quiet times. */
    static final int RECORDS_MAX = 20_000;

    /** Records that are kept: an arrival has one for each time that it waited. */
    static final int KEPT_MAX = 50;

    private final TopicPartition partition;
    private final long from;
    private final long to;
    private final int wanted;
    private final Predicate<ConsumerRecord<String, byte[]>> isWanted;
    private final long youngestMs;
    private final List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    private int seen;
    private boolean enough;
    private boolean cutShort;

    /**
     * A stretch not looked at yet.
     *
     * @param to the offset behind it
     * @param wanted after so many finds there is no more to look for
     * @param youngestMs nothing written after that is wanted
     */
    Stretch(
            TopicPartition partition,
            long from,
            long to,
            int wanted,
            long youngestMs,
            Predicate<ConsumerRecord<String, byte[]>> isWanted) {
        this.partition = partition;
        this.from = from;
        this.to = to;
        this.wanted = wanted;
        this.youngestMs = youngestMs;
        this.isWanted = isWanted;
    }

    TopicPartition partition() {
        return partition;
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }

    void take(ConsumerRecord<String, byte[]> record) {
        if (enough || record.offset() >= to) {
            return;
        }
        if (record.timestamp() > youngestMs) {
            enough = true;
            return;
        }
        seen++;
        if (isWanted.test(record)) {
            found.add(record);
            enough = found.size() >= wanted;
        }
        if (!enough && seen >= RECORDS_MAX) {
            enough = true;
            cutShort();
        }
    }

    /** Whether the rest need not be read. */
    boolean isEnough() {
        return enough;
    }

    /** Some of it was not looked at that might hold more. */
    void cutShort() {
        cutShort = true;
    }

    boolean isCutShort() {
        return cutShort;
    }

    List<ConsumerRecord<String, byte[]>> found() {
        return List.copyOf(found);
    }
}
