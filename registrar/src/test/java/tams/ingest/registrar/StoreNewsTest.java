package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import tams.ingest.kit.Metric;

/** When a token ends is shown from the first one on, and of stores that want none there is nothing to show. */
class StoreNewsTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StoreNews news =
            new StoreNews(new Statuses(), new Meters(registry), Clock.fixed(NOW, ZoneOffset.UTC));

    private double shown() {
        return registry.get(Metric.TOKEN_EXPIRES_AT.id()).gauge().value();
    }

    @Test
    void showsWhenTheLatestTokenEnds() {
        assertThat(registry.find(Metric.TOKEN_EXPIRES_AT.id()).gauge()).isNull();

        news.tokenObtained(Duration.ofHours(1));
        assertThat(shown()).isEqualTo(1_800_003_600.0);

        news.tokenObtained(Duration.ofHours(2));
        assertThat(shown()).isEqualTo(1_800_007_200.0);
    }
}
