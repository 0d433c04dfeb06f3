package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.client.Allocation;
import tams.ingest.client.Registration;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.Service;
import tams.ingest.client.StorageRequest;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;

/** Which calls several plans make together, and what each makes of their answers. */
@Timeout(60)
class JointCallsTest {

    private static final int PLANS = 8;

    @TempDir
    private Path root;

    private final List<String> asked = new ArrayList<>();
    private UnaryOperator<List<Allocation>> places = all -> all;
    private UnaryOperator<Registration> answers = answer -> answer;
    private int postsMax = Integer.MAX_VALUE;
    private String refusesObject = "";

    private final ModelStore store = new ModelStore() {
        @Override
        public List<Allocation> allocate(UUID flow, StorageRequest request) {
            asked.add("allocate "
                    + Optional.ofNullable(request.objectIds()).map(List::size).orElse(0));
            return places.apply(super.allocate(flow, request));
        }

        @Override
        public Registration register(UUID flow, List<SegmentPost> posts) {
            asked.add("register " + posts.size());
            if (posts.size() > postsMax) {
                throw refused("register", 413, "too much");
            }
            if (posts.stream().anyMatch(post -> post.objectId().startsWith(refusesObject + "-"))) {
                throw refused("register", 400, "one of them is wrong");
            }
            return answers.apply(super.register(flow, posts));
        }
    };

    private List<SegmentPlanned> plans() {
        return IntStream.range(0, PLANS)
                .mapToObj(index -> Plans.written(root, "camera-1", index))
                .toList();
    }

    /** Carries plans until all that are left wait, so many times. */
    private List<Carriage> carry(List<SegmentPlanned> plans, int turns) {
        Policy policy = Policy.of(Duration.ZERO, 0, Service.URL_TIMEOUT_MIN, Service.OBJECT_TIMEOUT_MIN);
        StoreWatch watch = new StoreWatch(new Meters(new SimpleMeterRegistry()), System::nanoTime);
        Convoy convoy = new Convoy(
                plans.stream()
                        .map(plan -> new Carriage(
                                plan, policy, new Delivery(Delivery.Via.RETRY, 3, 0), new Random(1), System::nanoTime))
                        .toList(),
                new StoreActions(
                        store,
                        new FlowKeeper(store, any -> false),
                        new DropRoot(root),
                        StoreCalls.watchedBy(watch),
                        SideBySide.ONE_BY_ONE),
                notes -> {},
                () -> true);
        for (int turn = 0; turn < turns && convoy.advance().isPresent(); turn++) {
            store.calls.add("pause");
        }
        return convoy.carriages();
    }

    private static List<Outcome.State> states(List<Carriage> carriages) {
        return carriages.stream()
                .map(carriage -> ((Done) carriage.state()).outcome())
                .toList();
    }

    private static List<Outcome.State> registered() {
        return Collections.nCopies(PLANS, Outcome.State.REGISTERED);
    }

    @Test
    void takesOneCallOfEachKindForPlansThatLieTogether() {
        assertThat(states(carry(plans(), 1))).isEqualTo(registered());

        assertThat(asked).containsExactly("allocate 8", "register 8");
        assertThat(store.calls.stream().filter(call -> call.equals("segments"))).hasSize(1);
        assertThat(store.calls.stream().filter(call -> call.equals("put"))).hasSize(PLANS);
        assertThat(store.all()).hasSize(PLANS);
    }

    @Test
    void looksAtEachWherePlansLieFarApart() {
        List<SegmentPlanned> plans =
                List.of(Plans.written(root, "camera-1", 0), Plans.written(root, "camera-1", 10_000));

        carry(plans, 1);

        assertThat(asked).containsExactly("allocate 2", "register 2");
        assertThat(store.calls.stream().filter(call -> call.equals("segments"))).hasSize(2);
    }

    @Test
    void findsTheIdThatAnEarlierLifeUsedUpWithoutLosingTheOthersPlaces() {
        List<SegmentPlanned> plans = plans();
        carry(plans.subList(2, 3), 1);
        asked.clear();

        assertThat(states(carry(plans, 1))).isEqualTo(registered());

        assertThat(asked)
                .containsExactly(
                        "allocate 8",
                        "allocate 4",
                        "allocate 2",
                        "allocate 2",
                        "allocate 1",
                        "allocate 1",
                        "allocate 4",
                        "register 7");
        assertThat(store.all()).hasSize(PLANS);
    }

    @Test
    void givesThoseThatGotNoPlaceAnotherTry() {
        places = all -> all.subList(0, Math.min(all.size(), 3));

        assertThat(states(carry(plans(), 40))).isEqualTo(registered());

        assertThat(asked.get(0)).isEqualTo("allocate 8");
        assertThat(store.all()).hasSize(PLANS);
    }

    @Test
    void takesPlacesThatTheStoreNamed() {
        store.namesObjects = true;

        assertThat(states(carry(plans(), 1))).isEqualTo(registered());

        assertThat(store.all()).extracting(Segment::objectId).allMatch(id -> id.startsWith("store-"));
        assertThat(store.all()).extracting(Segment::objectId).doesNotHaveDuplicates();
    }

    @Test
    void findsTheOneThatAStoreOfAllOrNothingRefuses() {
        List<SegmentPlanned> plans = plans();
        refusesObject = plans.get(5).job().toString();

        List<Outcome.State> states = states(carry(plans, 40));

        assertThat(states).containsOnlyOnce(Outcome.State.POISON);
        assertThat(states.get(5)).isEqualTo(Outcome.State.POISON);
        assertThat(store.all()).hasSize(PLANS - 1);
        assertThat(asked.subList(0, 7))
                .containsExactly(
                        "allocate 8",
                        "register 8",
                        "register 4",
                        "register 4",
                        "register 2",
                        "register 1",
                        "register 1");
    }

    @Test
    void sendsFewerAtATimeToAStoreThatFindsThemTooMany() {
        postsMax = 2;

        assertThat(states(carry(plans(), 1))).isEqualTo(registered());

        assertThat(asked.subList(1, asked.size()))
                .containsExactly(
                        "register 8",
                        "register 4",
                        "register 2",
                        "register 2",
                        "register 4",
                        "register 2",
                        "register 2");
    }

    @Test
    void believesAListOfFailuresOnlyAboutThoseThatItNames() {
        List<SegmentPlanned> plans = plans();
        store.segments.put(plans.get(0).flowId(), new ArrayList<>());
        carry(List.of(another(plans.get(6))), 1);

        List<Outcome.State> states = states(carry(plans, 40));

        assertThat(states.get(6)).isEqualTo(Outcome.State.CONFLICT);
        assertThat(states).containsOnlyOnce(Outcome.State.CONFLICT);
        assertThat(asked).containsExactly("allocate 1", "register 1", "allocate 8", "register 8");
    }

    /** Somebody else's chunk for the same time. */
    private SegmentPlanned another(SegmentPlanned plan) {
        SegmentPlanned other = Plans.written(root, "camera-2", 6);
        return Plans.withFlows(other, plan.flows());
    }

    @Test
    void looksAtAllWhereAListOfFailuresNamesNoneOfThem() {
        answers = answer ->
                new Registration(List.of(new Registration.FailedSegment("somebody-elses", null, null, "wrong")), 200);

        assertThat(states(carry(plans(), 1))).isEqualTo(registered());

        assertThat(asked).containsExactly("allocate 8", "register 8");
        assertThat(store.calls.stream().filter(call -> call.equals("segments"))).hasSize(1);
    }
}
