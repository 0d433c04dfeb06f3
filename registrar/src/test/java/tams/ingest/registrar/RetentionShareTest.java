package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

/** Whose registrar takes care of which feed. */
class RetentionShareTest {

    private static final int PARTITIONS = 48;
    private static final List<String> FEEDS =
            IntStream.range(0, 1_000).mapToObj(number -> "camera-" + number).toList();

    @Test
    void givesAFeedToWhoeverGetsItsPlans() {
        assertThat(FEEDS)
                .allSatisfy(feed -> assertThat(RetentionRounds.Share.partition(feed, PARTITIONS))
                        .isEqualTo(
                                BuiltInPartitioner.partitionForKey(feed.getBytes(StandardCharsets.UTF_8), PARTITIONS)));
    }

    @Test
    void givesEachFeedToOneOfTwo() {
        Set<Integer> mine = Set.of(0, 7, 30);
        Predicate<String> one = new RetentionRounds.Share(() -> PARTITIONS, mine::contains).now();
        Predicate<String> other = new RetentionRounds.Share(() -> PARTITIONS, number -> !mine.contains(number)).now();

        assertThat(FEEDS).allMatch(feed -> one.test(feed) != other.test(feed));
        assertThat(FEEDS).anyMatch(one);
    }
}
