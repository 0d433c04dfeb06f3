package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreWatchTest {

    private final AtomicLong nanos = new AtomicLong();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StoreWatch watch = new StoreWatch(new Meters(registry), nanos::get);

    private static Trouble trouble(ErrorClass errorClass) {
        return Trouble.of(StoreStep.UPLOAD, errorClass, Reaction.REPEAT, "cannot upload the object: 403");
    }

    @ParameterizedTest
    @EnumSource(ErrorClass.class)
    void isDownForWhatHitsEveryFeedAndSaysWhy(ErrorClass errorClass) {
        watch.failed("camera-1", trouble(errorClass));

        assertThat(watch.state().up()).isEqualTo(!errorClass.isStoreWide());
        assertThat(registry.get("tams.ingest.retries")
                        .tag("error_class", errorClass.name())
                        .counter()
                        .count())
                .isEqualTo(1);
        if (errorClass.isStoreWide()) {
            assertThat(watch.state().data()).containsEntry("reason", "cannot upload the object: 403");
        }
    }

    @Test
    void staysDownForUploadsWhileOtherCallsGoWell() {
        watch.failed("camera-1", trouble(ErrorClass.CONFIG));

        watch.went(StoreStep.ALLOCATE, new RegistrationEvent.Allocated("x"));
        assertThat(watch.state().up()).isFalse();

        watch.went(StoreStep.UPLOAD, new RegistrationEvent.Uploaded());
        assertThat(watch.state().up()).isTrue();
    }

    @Test
    void forgetsATroubleThatNobodyMeetsAnyMore() {
        watch.failed("camera-1", trouble(ErrorClass.STORE));

        nanos.addAndGet(StoreWatch.FORGOTTEN_AFTER.plus(Duration.ofSeconds(1)).toNanos());

        assertThat(watch.state().up()).isTrue();
    }
}
