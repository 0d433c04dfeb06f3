package tams.ingest.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.Settings;

/** Where copies may be staged, as far as the configuration alone tells. */
class StagingPlaceTest {

    @Test
    void refusesPlacesThatMakeNoSense() {
        assertThat(StagingPlace.of(Settings.load(null, Map.of(), Map.of()))).isEmpty();
        Map<String, String> wrong = Map.of(
                "/srv/staging", "s3://bucket/prefix",
                "s3://bucket", "no prefix");
        wrong.forEach((staging, words) -> assertThatThrownBy(
                        () -> StagingPlace.of(Settings.load(null, Map.of(), Map.of("drop.staging", staging))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(words));
        assertThatThrownBy(() -> StagingPlace.of(
                        Settings.load(null, Map.of(), Map.of("drop.staging", "s3://b/p", "drop.root", "s3://b/drop"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("leave out drop.staging");
    }
}
