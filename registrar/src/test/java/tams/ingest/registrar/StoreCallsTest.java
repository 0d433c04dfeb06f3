package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.client.Failure;
import tams.ingest.client.StoreException;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.SegmentPlanned;

/** Which failures of three Flows keep all feeds from the store, and which lower its pace. */
@Timeout(60)
class StoreCallsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Breaker breaker = new Breaker(nanos::get);
    private final Pace pace = new Pace(6, nanos::get);
    private final StoreCalls calls = new StoreCalls(
            new StoreWatch(new Meters(new SimpleMeterRegistry()), nanos::get), breaker, pace, nanos::get);

    @ParameterizedTest(name = "{0} is answered with {1}: held {2}, at once {3}")
    @CsvSource({
        "ALLOCATE, 503, true,  4",
        "ALLOCATE, 401, true,  6",
        "REGISTER, 503, true,  4",
        "REGISTER, 401, true,  6",
        "REGISTER, 403, false, 6",
        "ALLOCATE, 403, false, 6",
        "PREPARE,  403, false, 6",
        "ALLOCATE, 404, false, 6",
        "REGISTER, 400, false, 6",
    })
    void holdsFeedsOffForWhatIsNoFlowsFault(StoreStep step, int status, boolean held, int atOnce) {
        for (int flow = 0; flow < Breaker.FLOWS_MIN; flow++) {
            Asked asked = asked(step, flow);

            assertThat(calls.attempt(asked, () -> {
                        throw StoreException.of(Failure.REFUSED, "call", status, "no");
                    }))
                    .isInstanceOf(RegistrationEvent.Failed.class);
        }

        assertThat(breaker.isOpen()).isEqualTo(held);
        assertThat(pace.limit()).isEqualTo(atOnce);
    }

    private static Asked asked(StoreStep step, int flow) {
        SegmentPlanned plan = Plans.of(
                "camera-" + flow,
                new ChunkFile("camera-" + flow + "/a.ts", 10, "0".repeat(64)),
                0,
                List.of(Plans.VIDEO));
        RegistrationEffect.Action action = switch (step) {
            case PREPARE -> new RegistrationEffect.PrepareFlows();
            case ALLOCATE -> new RegistrationEffect.Allocate("object");
            case UPLOAD -> new RegistrationEffect.Upload("object");
            case REGISTER -> new RegistrationEffect.Register("object", plan.segments(), false);
            case LOOK -> new RegistrationEffect.Look("object");
        };
        return new Asked(plan, action);
    }
}
