package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.registrar.RegistrationRun.G0;
import static tams.ingest.registrar.RegistrationRun.G1;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.contracts.Outcome;
import tams.ingest.registrar.RegistrationEvent.SourceFaulty.Fault;

/** What becomes of a chunk whose file cannot be read. */
@Timeout(60)
class SourceFaultTest {

    private final RegistrationRun run = new RegistrationRun();

    /** W7. */
    @ParameterizedTest
    @CsvSource({
        "LOST,         SOURCE_LOST",
        "FORBIDDEN,    POISON",
        "UNREADABLE,   PARKED",
        "ROOT_MISSING, PENDING",
    })
    void tellsALostFileFromALostFolder(Fault fault, Outcome.State state) {
        run.upload();
        for (int look = 0; look < SourceAsked.LOOKS_MAX && !(run.step.state() instanceof Done); look++) {
            run.hears(new RegistrationEvent.SourceFaulty(fault, "camera-1/a.ts"));
            if (!(run.step.state() instanceof Done)) {
                run.afterPause();
            }
        }

        assertThat(run.lastLine().state()).isEqualTo(state);
    }

    @Test
    void takesAFileThatComesBackBetweenTwoLooks() {
        run.upload();
        run.hears(new RegistrationEvent.SourceFaulty(Fault.LOST, "gone"));
        run.afterPause();
        run.hears(new RegistrationEvent.SourceFaulty(Fault.LOST, "gone"));

        assertThat(run.afterPause()).isInstanceOf(RegistrationEffect.LookAtSource.class);
        assertThat(run.hears(new RegistrationEvent.SourceThere())).isEqualTo(new RegistrationEffect.Upload(G0));
        assertThat(run.hears(new RegistrationEvent.Uploaded())).isInstanceOf(RegistrationEffect.Register.class);
    }

    @Test
    void asksForNoNewPlaceBeforeTheFileCanBeRead() {
        run.upload();
        for (int hour = 0; hour < 5; hour++) {
            run.hears(new RegistrationEvent.SourceFaulty(Fault.UNREADABLE, "camera-1/a.ts"));
            run.nanos += Duration.ofHours(1).toNanos();
            assertThat(run.afterPause()).isInstanceOf(RegistrationEffect.LookAtSource.class);
        }

        assertThat(run.hears(new RegistrationEvent.SourceThere())).isEqualTo(new RegistrationEffect.Allocate(G1));
    }
}
