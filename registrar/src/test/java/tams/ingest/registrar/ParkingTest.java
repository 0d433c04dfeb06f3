package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.registrar.RegistrationRun.FLOW_FIT;
import static tams.ingest.registrar.RegistrationRun.PLAN;
import static tams.ingest.registrar.RegistrationRun.failed;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tams.ingest.contracts.Outcome;

/** What a chunk is parked for, and how often the ledger hears of it. */
@Timeout(60)
class ParkingTest {

    private final RegistrationRun run = new RegistrationRun(new Delivery(Delivery.Via.PARKED, 0, 0));

    @ParameterizedTest
    @EnumSource(
            value = RegistrationEvent.FlowCondition.class,
            names = {"ABSENT", "READ_ONLY", "NO_CONTAINER"})
    void makesWayForOtherFlowsWhereItIsNotParkedYet(RegistrationEvent.FlowCondition condition) {
        RegistrationRun planned = new RegistrationRun();
        planned.register();

        planned.hears(
                failed(StoreStep.REGISTER, ErrorClass.FLOW, Reaction.ASK_FLOW),
                new RegistrationEvent.FlowSeen(condition));

        assertThat(planned.step.state().action()).isInstanceOf(RegistrationEffect.End.class);
        assertThat(planned.notes).hasSize(3);
        assertThat(planned.notes.get(1))
                .as("on the other topic before the ledger says so")
                .isInstanceOfSatisfying(
                        RegistrationEffect.HandOver.class,
                        handOver -> assertThat(handOver.tier()).isNull());
        assertThat(planned.lastLine().state()).isEqualTo(Outcome.State.PARKED);
    }

    @ParameterizedTest
    @EnumSource(
            value = RegistrationEvent.FlowCondition.class,
            names = {"ABSENT", "READ_ONLY", "NO_CONTAINER"})
    void parksForWhatIsTheMatterWithTheFlowAndSaysItOnce(RegistrationEvent.FlowCondition condition) {
        run.register();
        for (int time = 0; time < 3; time++) {
            if (run.step.state().action() instanceof RegistrationEffect.PrepareFlows) {
                run.hears(new RegistrationEvent.FlowsUnfit("FLOW_GONE", FlowKeeper.gone(PLAN.flowId())));
            } else {
                run.hears(
                        failed(StoreStep.REGISTER, ErrorClass.FLOW, Reaction.ASK_FLOW),
                        new RegistrationEvent.FlowSeen(condition));
            }
            assertThat(run.step.state().action()).isInstanceOf(RegistrationEffect.Wait.class);
            run.afterPause();
        }

        assertThat(run.lastLine().state()).isEqualTo(Outcome.State.PARKED);
        assertThat(run.notes).hasSize(1);
    }

    @Test
    void writesAnotherReasonToPark() {
        run.register();
        run.hears(
                failed(StoreStep.REGISTER, ErrorClass.FLOW, Reaction.ASK_FLOW),
                new RegistrationEvent.FlowSeen(RegistrationEvent.FlowCondition.READ_ONLY));
        run.afterPause();
        run.hears(
                failed(StoreStep.REGISTER, ErrorClass.FLOW, Reaction.ASK_FLOW),
                new RegistrationEvent.FlowSeen(RegistrationEvent.FlowCondition.ABSENT));

        assertThat(run.notes)
                .extracting(note -> ((RegistrationEffect.Line) note).state())
                .containsExactly(Outcome.State.PARKED, Outcome.State.PARKED);
        assertThat(run.lastLine().cause()).isEqualTo("FLOW_GONE");
    }

    @Test
    void parksForAMissingRightButRepeatsWhatAFlowThatIsThereAnsweredWith404() {
        run.register();
        run.hears(failed(StoreStep.REGISTER, ErrorClass.AUTH, Reaction.ASK_FLOW), FLOW_FIT);
        assertThat(run.lastLine().state()).isEqualTo(Outcome.State.PARKED);
        run.afterPause();

        run.hears(failed(StoreStep.REGISTER, ErrorClass.FLOW, Reaction.ASK_FLOW), FLOW_FIT);

        assertThat(((RegistrationEffect.Wait) run.step.state().action()).atMost())
                .isLessThan(Duration.ofSeconds(1));
    }
}
