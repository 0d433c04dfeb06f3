package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/** The topology is the one that is drawn in {@code topology.txt}. */
class TopologyDrawingTest {

    @Test
    void isAsDrawn() throws IOException {
        StreamsConfig config = new StreamsConfig(withNames(RouterOptions.processing("")));
        String drawn = RouterTopology.build("", new SimpleMeterRegistry(), config)
                .describe()
                .toString();

        assertThat(drawn.strip() + "\n").isEqualTo(resource("/topology.txt"));
    }

    private static Map<String, Object> withNames(Map<String, Object> options) {
        options.put(StreamsConfig.APPLICATION_ID_CONFIG, "router-test");
        options.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        return options;
    }

    private static String resource(String name) {
        try (var in = TopologyDrawingTest.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
