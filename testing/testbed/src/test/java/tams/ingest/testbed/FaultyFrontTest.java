package tams.ingest.testbed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.client.Allocation;
import tams.ingest.client.Credentials;
import tams.ingest.client.Failure;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.StorageRequest;
import tams.ingest.client.StoreException;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.TimeRange;
import tams.ingest.local.LocalTams;
import tams.ingest.local.RecordedStore;

/** Goal: every fault does over HTTP what its name says, no more. Method: a real store behind, and a look past the front. */
@Timeout(60)
class FaultyFrontTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path data;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static LocalTams local;
    private static TamsStore direct;

    private @Nullable FaultyFront front;
    private @Nullable TamsStore store;

    @BeforeAll
    static void start() {
        local = LocalTams.start(RecordedStore.config(data));
        direct = HttpTamsStore.open(local.url(), new Credentials.None());
    }

    @AfterAll
    static void stop() {
        direct.close();
        local.close();
    }

    @AfterEach
    void closeFront() {
        if (store != null) {
            store.close();
        }
        if (front != null) {
            front.close();
        }
    }

    private FaultyFront front(String script) throws IOException {
        front = FaultyFront.before(local, Personality.LOCAL, WrittenScript.parse(script));
        store = HttpTamsStore.open(front.url(), new Credentials.None());
        return front;
    }

    private StoreUser user() {
        return StoreUser.of(requireNonNull(store), folder);
    }

    private static @Nullable StoreException failureOf(ThrowingCallable call) {
        return catchThrowableOfType(StoreException.class, call);
    }

    private static @Nullable StoreException registering(StoreUser user, String object) {
        return failureOf(() -> user.store().register(user.flowId(), List.of(StoreUser.post(object, "[0:0_1:0)"))));
    }

    private static List<String> really(StoreUser user) {
        return new StoreUser(direct, user.folder(), user.flowId(), user.sourceId()).listed(SegmentQuery.all());
    }

    /** A client may believe a 201 whose body it has no use for. */
    @ParameterizedTest
    @CsvSource({
        "refuse 429, REFUSED, 429, 0",
        "refuse 503, UNKNOWN_OUTCOME, 503, 0",
        "refuse 401, REFUSED, 401, 0",
        "refuse 401 code=Bearer, REFUSED, 401, 0",
        "early, UNKNOWN_OUTCOME, 503, 0",
        "cut-before, UNKNOWN_OUTCOME, 0, 0",
        "claimed, UNKNOWN_OUTCOME, 500, 0",
        "locked, REFUSED, 403, 0",
        "lost, , , 0",
        "cut-after, UNKNOWN_OUTCOME, 0, 1",
        "half, UNKNOWN_OUTCOME, 0, 1",
        "twice, , , 1",
        "garbled, , , 1",
        "mistyped, , , 1",
        "late, , , 1",
        "dribble, , , 1"
    })
    void doesARegistrationAsItsFaultSays(String fault, @Nullable Failure failure, @Nullable Integer status, int taken)
            throws IOException {
        AuditLog log = front("register 1 " + fault).log();
        StoreUser user = user();

        StoreException failed = registering(user, user.upload("bytes"));

        assertThat(failed == null ? null : failed.failure()).isEqualTo(failure);
        assertThat(failed == null ? null : failed.status()).isEqualTo(status);
        assertThat(really(user)).hasSize(taken);
        assertThat(log.taken()).hasSize(taken);
        assertThat(log.faults()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "refuse 400 code=BadDigest, 400, BadDigest",
        "refuse 400 code=RequestTimeout, 400, RequestTimeout",
        "refuse 503 code=SlowDown, 503, SlowDown",
        "expired, 403, AccessDenied",
        "cut-before, 0, ",
        "cut-after, 0, ",
        "truncate, 200, "
    })
    void breaksAnUploadSoThatItIsTriedAgain(String fault, int status, @Nullable String code) throws IOException {
        var unused = front("upload 1 " + fault);
        StoreUser user = user();
        Allocation place = user.allocate();
        Path file = user.file("some bytes of media");

        StoreException failed = requireNonNull(failureOf(() -> user.store().put(place, file)));

        assertThat(failed.failure()).isEqualTo(Failure.REFUSED);
        assertThat(failed.status()).isEqualTo(status);
        assertThat(failed.code().orElse(null)).isEqualTo(code);
        assertThat(user.store().put(place, file).status()).isEqualTo(200);
        user.register(place.objectId(), "[0:0_1:0)");
    }

    @Test
    void swallowsAnUploadThatItSaysItHas() throws IOException {
        var unused = front("upload 1 lost");
        StoreUser user = user();

        String object = user.upload("bytes");

        assertThat(user.isRefused(object, TimeRange.parse("[0:0_1:0)"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"cut-after", "half", "garbled"})
    void losesTheAnswerToAnAllocationAndKeepsTheObject(String fault) throws IOException {
        var unused = front("allocate 1 " + fault);
        StoreUser user = user();
        var request = StorageRequest.ofObjects(List.of(user.newId()));

        StoreException lost = requireNonNull(failureOf(() -> user.store().allocate(user.flowId(), request)));
        StoreException again = requireNonNull(failureOf(() -> user.store().allocate(user.flowId(), request)));

        assertThat(lost.failure()).isEqualTo(Failure.UNKNOWN_OUTCOME);
        assertThat(again.status()).isEqualTo(400);
    }

    @Test
    void saysHowLongToWait() throws IOException {
        var unused = front("allocate 1 refuse 503 retry-after=2s");
        StoreUser user = user();

        StoreException busy = requireNonNull(failureOf(user::allocate));

        assertThat(busy.retryAfter()).contains(Duration.ofSeconds(2));
    }

    @Test
    void doesWhatIsLateAfterItsClientHasGivenUp() throws IOException {
        AuditLog log = front("register 1 done-late").log();
        StoreUser user = user();

        StoreException failed = registering(user, user.upload("bytes"));

        assertThat(failed).isNotNull();
        await().atMost(PATIENCE).until(() -> log.taken().size() == 1);
        assertThat(really(user)).hasSize(1);
    }

    @Test
    void hidesWhatIsRegisteredForAWhile() throws IOException {
        var unused = front("register 1 hide pause=2s");
        StoreUser user = user();

        user.register(user.upload("bytes"), "[0:0_1:0)");

        assertThat(user.listed(SegmentQuery.all())).isEmpty();
        assertThat(really(user)).hasSize(1);
        await().atMost(PATIENCE).until(() -> user.listed(SegmentQuery.all()).size() == 1);
    }

    @Test
    void showsAnObjectThatIsClaimedWithoutItsSegment() throws IOException {
        var unused = front("register 1 claimed");
        StoreUser user = user();
        String object = user.upload("bytes");

        assertThat(registering(user, object)).isNotNull();

        assertThat(user.store().object(object)).isPresent();
        assertThat(user.listed(SegmentQuery.all())).isEmpty();
        user.register(object, "[0:0_1:0)");
    }

    @Test
    void locksAFlowAndFreesItAgain() throws IOException {
        var unused = front("register 1 locked pause=10ms");
        StoreUser user = user();
        String object = user.upload("bytes");
        assertThat(registering(user, object)).isNotNull();

        await().atMost(PATIENCE).until(() -> registering(user, object) == null);

        assertThat(really(user)).hasSize(1);
    }
}
