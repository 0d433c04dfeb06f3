package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.registrar.RegistrationRun.G0;

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
        for (int look = 0; look < SourceAsked.LOOKS_MAX && !hasEnded(); look++) {
            run.hears(new RegistrationEvent.SourceFaulty(fault, "camera-1/a.ts"));
            if (!hasEnded()) {
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

    private boolean hasEnded() {
        return run.step.state().action() instanceof RegistrationEffect.End;
    }

    @Test
    void setsAFileAsideThatMayNotBeReadAsOftenAsItTakes() {
        for (int retries : new int[] {0, 1, 2, 3, 50}) {
            RegistrationRun again =
                    new RegistrationRun(retries == 0 ? Delivery.PLANNED : new Delivery(Delivery.Via.RETRY, retries, 0));
            again.upload();

            again.hears(new RegistrationEvent.SourceFaulty(Fault.UNREADABLE, "camera-1/a.ts"));

            assertThat(again.notes.get(again.notes.size() - 2))
                    .isInstanceOfSatisfying(RegistrationEffect.HandOver.class, handOver -> {
                        assertThat(handOver.tier()).isEqualTo(RetryTier.after(retries));
                        assertThat(handOver.generation())
                                .as("the first id is used up")
                                .isEqualTo(1);
                    });
            assertThat(again.lastLine().state()).isEqualTo(Outcome.State.PARKED);
        }
    }

    @Test
    void asksForTheNextIdAfterAWait() {
        RegistrationRun again = new RegistrationRun(new Delivery(Delivery.Via.RETRY, 1, 1));

        assertThat(again.hears(new RegistrationEvent.Begun(), new RegistrationEvent.FlowsReady()))
                .isEqualTo(new RegistrationEffect.Allocate(RegistrationRun.G1));
    }
}
