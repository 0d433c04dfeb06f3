package tams.ingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private long nanos = 7;

    private Progress progress(boolean isWatched) {
        return new Progress(new PrintStream(shown, true, UTF_8), isWatched, () -> nanos);
    }

    @Test
    void isShownNowAndThenAndTakenAwayAgain() {
        Progress progress = progress(true);
        progress.show("too early");
        nanos += Progress.EVERY.toNanos();
        progress.show("1 of 2");
        progress.show("too soon");
        progress.erase();
        progress.erase();

        assertThat(shown.toString(UTF_8)).isEqualTo("\r\u001b[K1 of 2\r\u001b[K");
    }

    @Test
    void isSilentWhereNobodyWatches() {
        Progress progress = progress(false);
        nanos += Progress.EVERY.toNanos();
        progress.show("1 of 2");
        progress.erase();

        assertThat(shown.size()).isZero();
    }
}
