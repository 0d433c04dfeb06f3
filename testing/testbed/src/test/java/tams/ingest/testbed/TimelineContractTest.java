package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.client.Deletion;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.TimeRange;

/** Goal: every form of a store keeps a Flow's timeline alike. Method: the same tests against each of them. */
@Timeout(60)
class TimelineContractTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
    void takesManySegmentsAtOnceAndListsThemInOrderOverAllPages(StoreForm form) throws IOException {
        StoreUser user = user(form);
        List<SegmentPost> posts = user.posts(23);

        assertThat(form.store().register(user.flowId(), posts).isComplete()).isTrue();

        assertThat(user.listed(SegmentQuery.all())).isEqualTo(StoreUser.ranges(IntStream.range(0, 23)));
        assertThat(user.listed(SegmentQuery.all().first(9))).isEqualTo(StoreUser.ranges(IntStream.range(0, 9)));
        assertThat(user.listed(SegmentQuery.all().latestFirst()))
                .isEqualTo(StoreUser.ranges(IntStream.range(0, 23).map(i -> 22 - i)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void refusesWhatOverlapsAndTakesWhatTouches(StoreForm form) throws IOException {
        StoreUser user = user(form);
        user.register(user.upload("middle"), "[10:0_20:0)");

        for (String taken : List.of("[10:0_20:0)", "[0:0_10:1)", "[19:999999999_30:0)", "[12:0]", "_")) {
            assertThat(user.isRefused(user.upload("other"), TimeRange.parse(taken)))
                    .as(taken)
                    .isTrue();
        }
        for (String free : List.of("[0:0_10:0)", "[20:0_21:0)", "[100:0_101:0)", "[-5:0_-4:0)")) {
            assertThat(user.isRefused(user.upload("other"), TimeRange.parse(free)))
                    .as(free)
                    .isFalse();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void refusesTheSameSegmentAgainAndHasItOnce(StoreForm form) throws IOException {
        StoreUser user = user(form);
        String object = user.upload("once");
        user.register(object, "[0:0_1:0)");

        assertThat(user.isRefused(object, TimeRange.parse("[0:0_1:0)"))).isTrue();

        assertThat(user.listed(SegmentQuery.all())).containsExactly("[0:0_1:0)");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void listsWhatOverlapsATimeRangeInWholeOrInPart(StoreForm form) throws IOException {
        StoreUser user = user(form);
        form.store().register(user.flowId(), user.posts(4));

        String[][] table = {
            {"[1:0_3:0)", "[1:0_2:0) [2:0_3:0)"},
            {"[1:0_3:0]", "[1:0_2:0) [2:0_3:0) [3:0_4:0)"},
            {"(1:0_2:0)", "[1:0_2:0)"},
            {"[1:999999999_2:1)", "[1:0_2:0) [2:0_3:0)"},
            {"[2:0]", "[2:0_3:0)"},
            {"_1:0)", "[0:0_1:0)"},
            {"[3:500000000_", "[3:0_4:0)"},
            {"[4:0_9:0)", ""},
            {"[-9:0_0:0)", ""},
            {"_", "[0:0_1:0) [1:0_2:0) [2:0_3:0) [3:0_4:0)"}
        };
        for (String[] row : table) {
            assertThat(String.join(" ", user.listed(SegmentQuery.overlapping(TimeRange.parse(row[0])))))
                    .as(row[0])
                    .isEqualTo(row[1]);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void findsASegmentByItsObject(StoreForm form) throws IOException {
        StoreUser user = user(form);
        List<SegmentPost> posts = user.posts(12);
        form.store().register(user.flowId(), posts);

        assertThat(user.listed(SegmentQuery.all().ofObject(posts.get(10).objectId())))
                .containsExactly("[10:0_11:0)");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void keepsTwoWritersOfOneTimeApart(StoreForm form) throws Exception {
        StoreUser user = user(form);
        List<String> objects = List.of(user.upload("one"), user.upload("two"), user.upload("three"));

        long taken = objects.parallelStream()
                .filter(object -> !user.isRefused(object, TimeRange.parse("[0:0_1:0)")))
                .count();

        assertThat(taken).isEqualTo(1);
        assertThat(user.listed(SegmentQuery.all())).containsExactly("[0:0_1:0)");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void deletesWhatLiesWhollyInATimeRangeAndTellsWhenItIsGone(StoreForm form) throws IOException {
        assumeTrue(form.api().isPresent(), "the form has no deletions");
        TamsApi api = form.api().orElseThrow();
        StoreUser user = user(form);
        List<SegmentPost> posts = user.posts(5);
        api.register(user.flowId(), posts);

        Deletion deletion = api.segments().delete(user.flowId(), TimeRange.parse("[0:500000000_3:500000000)"));
        if (deletion.request() != null) {
            assertThat(api.deletions().follow(deletion.request(), PATIENCE).isFailed())
                    .isFalse();
        }

        assertThat(user.listed(SegmentQuery.all())).containsExactly("[0:0_1:0)", "[3:0_4:0)", "[4:0_5:0)");
        assertThat(api.object(posts.get(1).objectId())).isEmpty();
        assertThat(user.isRefused(user.upload("again"), TimeRange.parse("[1:0_2:0)")))
                .isFalse();
    }
}
