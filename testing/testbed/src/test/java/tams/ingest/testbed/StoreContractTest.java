package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.client.Allocation;
import tams.ingest.client.Failure;
import tams.ingest.client.PutResult;
import tams.ingest.client.Registration;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.StorageRequest;
import tams.ingest.client.StoreException;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Goal: what an ingest relies on is true of every form of a store. Method: the same tests against each of them. */
@Timeout(60)
class StoreContractTest {

    private static StoreForms forms;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        forms = StoreForms.start();
    }

    @AfterAll
    static void stop() throws IOException {
        forms.close();
    }

    static List<StoreForm> forms() {
        return forms.all();
    }

    private StoreUser user(StoreForm form) {
        return StoreUser.of(form.store(), folder);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void makesAFlowOnceAndReplacesItThen(StoreForm form) {
        StoreUser user = user(form);

        assertThat(form.store().putFlow(user.flow().label("first").build())).isEqualTo(PutResult.REPLACED);

        assertThat(form.store().flow(user.flowId()).orElseThrow().label()).isEqualTo("first");
        assertThat(form.store().flow(new UUID(1, 2))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void givesTheObjectsAskedForOrItsOwn(StoreForm form) {
        List<String> ids = List.of(user(form).newId(), user(form).newId());

        List<Allocation> given = form.store().allocate(user(form).flowId(), StorageRequest.ofObjects(ids));

        assertThat(given).hasSize(2);
        List<String> names = given.stream().map(Allocation::objectId).toList();
        assertThat(names).doesNotHaveDuplicates();
        assertThat(names.equals(ids)).isEqualTo(form.personality().honoursObjectIds());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void doesNotGiveAnObjectTwice(StoreForm form) {
        assumeTrue(form.personality().honoursObjectIds() && !form.personality().wholeBatches());
        StoreUser user = user(form);
        StorageRequest request = StorageRequest.ofObjects(List.of(user.newId()));
        form.store().allocate(user.flowId(), request);

        StoreException refusal = refusal(() -> form.store().allocate(user.flowId(), request));

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.failure()).isEqualTo(Failure.REJECTED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void hasNoPlaceForAFlowItDoesNotKnow(StoreForm form) {
        StoreException refusal = refusal(() -> form.store().allocate(new UUID(3, 4), StorageRequest.ofCount(1)));

        assertThat(refusal.status()).isEqualTo(404);
        assertThat(refusal.failure()).isEqualTo(Failure.REFUSED);
        assertThat(form.store().segments(new UUID(3, 4), SegmentQuery.all())).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void listsASegmentTheMomentItIsRegistered(StoreForm form) throws IOException {
        StoreUser user = user(form);
        String object = user.upload("bytes");
        SegmentPost post = new SegmentPost(
                object, TimeRange.parse("[10:0_12:0)"), Timestamp.ofSeconds(9), null, Timestamp.ofSeconds(1), 2);

        assertThat(form.store().object(object)).isEmpty();
        assertThat(form.store().register(user.flowId(), List.of(post)).isComplete())
                .isTrue();

        List<Segment> listed = form.store().segments(user.flowId(), SegmentQuery.all());
        assertThat(listed).singleElement().satisfies(segment -> {
            assertThat(segment.objectId()).isEqualTo(object);
            assertThat(segment.timerange()).isEqualTo(post.timerange());
            assertThat(segment.tsOffset()).isEqualTo(form.personality().listsOffsets() ? post.tsOffset() : null);
            assertThat(segment.getUrls()).isEmpty();
        });
        assertThat(form.store().object(object).isPresent())
                .isEqualTo(form.personality().knowsObjects());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void givesBackTheBytesItWasGiven(StoreForm form) throws IOException {
        StoreUser user = user(form);
        user.register(user.upload("these bytes"), "[0:0_1:0)");

        Segment segment = form.store()
                .segments(user.flowId(), SegmentQuery.all().withUrls())
                .get(0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        var unused = form.store().download(segment.getUrls().get(0), bytes, 100);

        assertThat(bytes).hasToString("these bytes");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void saysWhichOfABatchItRefusedAndWhatBecameOfTheRest(StoreForm form) throws IOException {
        StoreUser user = user(form);
        List<SegmentPost> posts = user.posts(3);
        user.register(user.upload("first"), "[1:0_2:0)");

        if (form.personality().wholeBatches()) {
            StoreException refusal = refusal(() -> form.store().register(user.flowId(), posts));
            assertThat(refusal.status()).isEqualTo(422);
            assertThat(refusal.failure()).isEqualTo(Failure.UNKNOWN_OUTCOME);
            assertThat(user.listed(SegmentQuery.all())).containsExactly("[1:0_2:0)");
        } else {
            Registration answer = form.store().register(user.flowId(), posts);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.failed())
                    .extracting(Registration.FailedSegment::objectId)
                    .containsExactly(posts.get(1).objectId());
            assertThat(answer.failed().get(0).words()).isNotEmpty();
            assertThat(user.listed(SegmentQuery.all())).containsExactly("[0:0_1:0)", "[1:0_2:0)", "[2:0_3:0)");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void refusesASegmentWithoutBytesWhereItLooks(StoreForm form) {
        StoreUser user = user(form);
        String object = form.store()
                .allocate(user.flowId(), StorageRequest.ofObjects(List.of(user.newId())))
                .get(0)
                .objectId();

        boolean refused = user.isRefused(object, TimeRange.parse("[0:0_1:0)"));

        assertThat(refused).isEqualTo(form.personality().demandsBytes());
        assertThat(user.isRefused("never-allocated", TimeRange.parse("[5:0_6:0)")))
                .isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void leavesAReadOnlyFlowAloneUntilItIsFree(StoreForm form) throws IOException {
        StoreUser user = user(form);
        String object = user.upload("late");
        int status = form.personality().wholeBatches() ? 409 : 403;
        form.store().setFlowReadOnly(user.flowId(), true);

        assertThat(refusal(() -> form.store().allocate(user.flowId(), StorageRequest.ofCount(1)))
                        .status())
                .isEqualTo(status);
        assertThat(refusal(() -> form.store().register(user.flowId(), List.of(StoreUser.post(object, "[0:0_1:0)"))))
                        .status())
                .isEqualTo(status);
        assertThat(user.listed(SegmentQuery.all())).isEmpty();
        assertThat(form.store().flow(user.flowId()).orElseThrow().readOnly()).isTrue();
        form.store().setFlowReadOnly(user.flowId(), false);

        assertThat(user.isRefused(object, TimeRange.parse("[0:0_1:0)"))).isFalse();
    }

    private static StoreException refusal(ThrowingCallable call) {
        StoreException refusal = catchThrowableOfType(StoreException.class, call);
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal;
    }
}
