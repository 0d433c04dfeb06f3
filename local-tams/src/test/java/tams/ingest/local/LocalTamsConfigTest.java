package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalTamsConfigTest {

    private static final Path DATA = Path.of("data");

    @Test
    void staysOnTheLoopbackByDefault() {
        LocalTamsConfig config = LocalTamsConfig.of(DATA, 8010, 9000);

        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.objectTimeout())
                .as("the specification's minimum")
                .isGreaterThanOrEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,,127.0.0.1", "0.0.0.0,,127.0.0.1", "0.0.0.0,local-tams,local-tams", "10.1.2.3,,10.1.2.3"})
    void putsAReachableHostIntoItsUrls(String host, @Nullable String advertised, String expected) {
        LocalTamsConfig config =
                new LocalTamsConfig(DATA, host, 0, 0, advertised, Duration.ofMinutes(10), Duration.ofMinutes(5));

        assertThat(config.urlHost()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"8010,8010,the same", "-1,0,between 0 and 65535", "0,65536,between 0 and 65535"})
    void refusesPortsThatCannotBe(int port, int s3Port, String said) {
        assertThatThrownBy(() -> LocalTamsConfig.of(DATA, port, s3Port)).hasMessageContaining(said);
    }

    @Test
    void refusesUrlsThatOutliveTheirObjects() {
        assertThatThrownBy(() -> new LocalTamsConfig(
                        DATA, "127.0.0.1", 0, 0, null, Duration.ofMinutes(10), Duration.ofMinutes(11)))
                .hasMessageContaining("outlive");
    }
}
