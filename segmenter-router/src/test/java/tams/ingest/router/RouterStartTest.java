package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.Settings;

/** What a router is started with, and when it gives up. */
class RouterStartTest {

    @TempDir
    Path folder;

    @Test
    void keepsItsNameAcrossRestarts() throws IOException {
        String first = InstanceId.in(folder.resolve("state"));

        assertThat(InstanceId.in(folder.resolve("state"))).isEqualTo(first);
        assertThat(InstanceId.in(folder.resolve("other"))).isNotEqualTo(first);
        Files.writeString(folder.resolve("state").resolve("instance-id"), "torn");
        assertThat(InstanceId.in(folder.resolve("state"))).startsWith("router-").isNotEqualTo("torn");
    }

    @Test
    void namesTheKeyWhenItsStateFolderCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        assertThatThrownBy(() -> InstanceId.in(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("router.state_dir");
    }

    @Test
    void warnsOfAFolderThatSystemsEmpty() {
        assertThat(RouterOptions.doubt(Path.of("/tmp/router")))
                .hasValueSatisfying(words -> assertThat(words).startsWith("router.state_dir is /tmp/router"));
        assertThat(RouterOptions.doubt(Path.of("/srv/../run/router"))).isPresent();
        assertThat(RouterOptions.doubt(Path.of("/var/lib/tams-ingest/router"))).isEmpty();
    }

    @Test
    void givesUpAfterTooManyDeathsWithinTheWindowOnly() {
        Instant[] now = {Instant.EPOCH};
        Replacements replacements = new Replacements(new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        });
        for (int i = 0; i < Replacements.MAX; i++) {
            assertThat(replacements.allows()).isTrue();
        }
        assertThat(replacements.allows()).isFalse();

        now[0] = now[0].plus(Replacements.WINDOW).plus(Duration.ofSeconds(1));

        assertThat(replacements.allows()).isTrue();
    }

    @Test
    void runsWithTheOptionsThatExactnessAndRecoveryNeed() {
        Settings settings = Settings.load(null, Map.of(), Map.of("kafka.topic_prefix", "x."));

        Map<String, Object> options = RouterOptions.of(settings, folder, "router-1", 3);

        assertThat(options)
                .containsEntry("application.id", "x.segmenter-router-v1")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("ensure.explicit.internal.resource.naming", true)
                .containsEntry("statestore.cache.max.bytes", 0L)
                .containsEntry("replication.factor", 3)
                .containsEntry("topic.min.insync.replicas", "2")
                .containsEntry("main.consumer.group.instance.id", "router-1")
                .containsEntry("consumer.session.timeout.ms", 10_000)
                .containsEntry("producer.transaction.timeout.ms", 5_000)
                .containsEntry("errors.dead.letter.queue.topic.name", "x.ingest.dead-letters");
        assertThat(new StreamsConfig(options)).isNotNull();
    }
}
