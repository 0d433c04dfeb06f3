package tams.ingest.kit;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.ForwardingAdmin;

/**
 * An admin client that closes within a limit. Kafka's own waits for its open calls without one, and where a broker has gone
 * some of them never end: a service that looks at the brokers when it starts would stand there for ever.
 */
final class LimitedAdmin extends ForwardingAdmin {

    /** Nobody waits for the answer of a call any more once the client is closed. */
    static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    LimitedAdmin(Map<String, Object> options) {
        super(options);
    }

    /** As Kafka's, with {@link #CLOSE_MAX} as the most; {@code close()} comes here too. */
    @Override
    public void close(Duration timeout) {
        super.close(timeout.compareTo(CLOSE_MAX) < 0 ? timeout : CLOSE_MAX);
    }
}
