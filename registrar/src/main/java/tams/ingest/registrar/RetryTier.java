package tams.ingest.registrar;

import java.time.Duration;
import java.util.Optional;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.Topic;
import tams.ingest.contracts.Topics;

/** Where a plan waits whose chunk the store refuses while it takes others: longer each time. */
enum RetryTier {
    MINUTE(Duration.ofMinutes(1)),
    TEN_MINUTES(Duration.ofMinutes(10)),
    HOUR(Duration.ofHours(1));

    private final Duration delay;

    RetryTier(Duration delay) {
        this.delay = delay;
    }

    Topic<SegmentEvent> topic() {
        return switch (this) {
            case MINUTE -> Topics.RETRY_1M;
            case TEN_MINUTES -> Topics.RETRY_10M;
            case HOUR -> Topics.RETRY_1H;
        };
    }

    /** From when it was handed over to when it is tried again. */
    Duration delay() {
        return delay;
    }

    /** How long a plan that was handed over at {@code writtenMs} has to wait yet; a clock that jumps costs one delay at most. */
    Duration left(long writtenMs, long nowMs) {
        return Duration.ofMillis(Math.max(0, Math.min(delay.toMillis(), writtenMs + delay.toMillis() - nowMs)));
    }

    /** The tier for a plan that waited so often: the last one again and again. */
    static RetryTier after(int retries) {
        return values()[Math.min(retries, values().length - 1)];
    }

    /** The tier of a topic; empty for other topics. */
    static Optional<RetryTier> of(String topic) {
        for (RetryTier tier : values()) {
            if (topic.endsWith(tier.topic().name())) {
                return Optional.of(tier);
            }
        }
        return Optional.empty();
    }
}
