package tams.ingest.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Goal: whoever asked Kafka something goes on when the client is closed. Method: a port that takes connections and never answers. */
@Timeout(50)
class LimitedAdminTest {

    /** Far below the minute after which Kafka's client gives a call up. */
    private static final Duration CLOSED_MAX = Duration.ofSeconds(20);

    @Test
    void closesWhileACallHasNoAnswer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Settings settings =
                    Settings.load(null, Map.of(), Map.of("kafka.bootstrap", "127.0.0.1:" + silent.getLocalPort()));
            KafkaFuture<Uuid> asked;
            long start;
            try (Admin admin = Clients.admin(settings, "limited")) {
                asked = admin.describeCluster().clusterId().thenApply(Uuid::fromString);
                start = System.nanoTime();
            }

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(CLOSED_MAX);
            // Its thread, which nobody waits for any longer, ends what was asked.
            assertThatThrownBy(() -> asked.get(CLOSED_MAX.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
        }
    }
}
