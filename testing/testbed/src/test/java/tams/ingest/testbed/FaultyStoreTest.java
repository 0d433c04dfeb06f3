package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.client.Failure;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.StoreException;
import tams.ingest.client.TamsStore;

/** Goal: the decorator does and hides exactly what each fault says. Method: a store in memory shows what was really done. */
class FaultyStoreTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final MemoryStore memory = new MemoryStore(Personality.LOCAL);

    private StoreUser user(AuditLog log) {
        TamsStore faulty = FaultyStore.around(memory, log);
        return StoreUser.of(faulty, folder);
    }

    private static @Nullable StoreException failureOf(StoreUser user, String object) {
        return catchThrowableOfType(
                StoreException.class,
                () -> user.store().register(user.flowId(), List.of(StoreUser.post(object, "[0:0_1:0)"))));
    }

    @ParameterizedTest
    @CsvSource({
        "refuse 429, REFUSED, 0",
        "refuse 503, UNKNOWN_OUTCOME, 0",
        "early, UNKNOWN_OUTCOME, 0",
        "cut-before, UNKNOWN_OUTCOME, 0",
        "claimed, UNKNOWN_OUTCOME, 0",
        "locked, REFUSED, 0",
        "lost, , 0",
        "cut-after, UNKNOWN_OUTCOME, 1",
        "half, UNKNOWN_OUTCOME, 1",
        "garbled, UNKNOWN_OUTCOME, 1",
        "late, , 1",
        "mistyped, , 1",
        "dribble, , 1",
        "twice, , 1"
    })
    void doesARegistrationAsItsFaultSays(String fault, @Nullable Failure failure, int taken) throws IOException {
        AuditLog log = new AuditLog(WrittenScript.parse("register 1 " + fault));
        StoreUser user = user(log);
        String object = user.upload("bytes");

        StoreException failed = failureOf(user, object);

        assertThat(failed == null ? null : failed.failure()).isEqualTo(failure);
        assertThat(memory.segments(user.flowId(), SegmentQuery.all())).hasSize(taken);
        assertThat(log.taken()).hasSize(taken);
        assertThat(log.faults()).hasSize(1);
    }

    @Test
    void doesWhatIsLateSomeCallsLater() throws IOException {
        AuditLog log = new AuditLog(WrittenScript.parse("register 1 done-late"));
        StoreUser user = user(log);
        StoreException failed = failureOf(user, user.upload("bytes"));
        assertThat(failed).isNotNull();
        assertThat(log.taken()).isEmpty();

        for (int i = 0; i < FaultyStore.PAUSE_CALLS; i++) {
            var unused = user.store().service();
        }

        assertThat(log.taken()).hasSize(1);
    }

    @Test
    void hidesWhatIsRegisteredForSomeCalls() throws IOException {
        AuditLog log = new AuditLog(WrittenScript.parse("register 1 hide"));
        StoreUser user = user(log);
        user.register(user.upload("bytes"), "[0:0_1:0)");
        assertThat(user.listed(SegmentQuery.all())).isEmpty();

        for (int i = 0; i < FaultyStore.PAUSE_CALLS; i++) {
            var unused = user.store().service();
        }

        assertThat(user.listed(SegmentQuery.all())).containsExactly("[0:0_1:0)");
    }

    @Test
    void showsAnObjectThatIsClaimedWithoutItsSegment() throws IOException {
        AuditLog log = new AuditLog(WrittenScript.parse("register 1 claimed"));
        StoreUser user = user(log);
        String object = user.upload("bytes");
        StoreException failed = failureOf(user, object);

        assertThat(failed).isNotNull();
        assertThat(user.store().object(object)).isPresent();
        assertThat(user.listed(SegmentQuery.all())).isEmpty();
        user.register(object, "[0:0_1:0)");
        assertThat(user.listed(SegmentQuery.all())).containsExactly("[0:0_1:0)");
    }
}
