package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.client.Failure;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.client.Registration;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.StoreException;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Goal: an edit is written whole, nothing of it twice, and what the store refuses is named while the rest is there. */
class EditWriterTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ClipSite site;

    private final List<Integer> calls = new ArrayList<>();
    private Edit edit;
    private HttpTamsStore real;

    @BeforeAll
    static void start() throws IOException {
        site = new ClipSite(folder);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @BeforeEach
    void plan(TestInfo test) {
        real = site.api();
        ClipRequest request = new ClipRequest(
                test.getDisplayName(),
                List.of(new ClipRequest.Part(
                        "part", null, site.a, TimeRange.parse("[0:0_8:0)"), Timestamp.ofSeconds(100))),
                false,
                true);
        OtioTimeline timeline = ClipPlan.of(real, request);
        edit = EditPlan.of(real, timeline, timeline.name());
    }

    private void write(BiFunction<UUID, List<SegmentPost>, Registration> register) {
        TamsApi store = (TamsApi) Proxy.newProxyInstance(
                TamsApi.class.getClassLoader(), new Class<?>[] {TamsApi.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("register")) {
                        @SuppressWarnings("unchecked")
                        List<SegmentPost> posts = (List<SegmentPost>) arguments[1];
                        calls.add(posts.size());
                        return register.apply((UUID) arguments[0], posts);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        new EditWriter(store, new Repeats(wait -> {})).write(edit, false);
    }

    private List<String> written() {
        return site.segments(edit.tracks().get(0).flow().id().toString()).stream()
                .map(segment -> segment.timerange().toString())
                .toList();
    }

    private static boolean isBad(SegmentPost post) {
        return post.timerange().equals(TimeRange.parse("[102:0_104:0)"));
    }

    @Test
    void takesAllAtOnceAndTheSameAgainCallsNobody() {
        write(real::register);
        write(real::register);

        assertThat(written()).containsExactly("[100:0_102:0)", "[102:0_104:0)", "[104:0_106:0)", "[106:0_108:0)");
        assertThat(calls).containsExactly(4);
    }

    @Test
    void looksBeforeItRepeatsWhatMayHaveBeenDone() {
        write((flow, posts) -> {
            var unused = real.register(flow, posts.subList(0, calls.size() == 1 ? 3 : posts.size()));
            if (calls.size() == 1) {
                throw StoreException.of(Failure.UNKNOWN_OUTCOME, "register", 0, "no answer");
            }
            return unused;
        });

        assertThat(written()).hasSize(4);
        assertThat(calls).containsExactly(4, 1);
    }

    @Test
    void writesTheOthersWhereOneIsRefusedWithAllOfThem() {
        assertThatThrownBy(() -> write((flow, posts) -> {
                    if (posts.stream().anyMatch(EditWriterTest::isBad)) {
                        throw StoreException.of(Failure.REJECTED, "register", 400, "not that one");
                    }
                    return real.register(flow, posts);
                }))
                .isInstanceOf(CheckFailedException.class)
                .hasMessageContaining("1 parts were not taken")
                .hasMessageContaining("[102:0_104:0)")
                .hasMessageContaining("not that one");
        assertThat(written()).containsExactly("[100:0_102:0)", "[104:0_106:0)", "[106:0_108:0)");
        assertThat(calls).containsExactly(4, 1, 1, 1, 1);

        write(real::register);
        assertThat(written()).hasSize(4);
    }

    @Test
    void namesWhatTheStoreListsAsFailed() {
        assertThatThrownBy(() -> write((flow, posts) -> {
                    List<SegmentPost> good =
                            posts.stream().filter(post -> !isBad(post)).toList();
                    if (!good.isEmpty()) {
                        var unused = real.register(flow, good);
                    }
                    return new Registration(
                            posts.stream()
                                    .filter(EditWriterTest::isBad)
                                    .map(post -> new Registration.FailedSegment(
                                            post.objectId(), post.timerange(), "overlap", "somebody was there"))
                                    .toList(),
                            200);
                }))
                .isInstanceOf(CheckFailedException.class)
                .hasMessageContaining("somebody was there");
        assertThat(written()).containsExactly("[100:0_102:0)", "[104:0_106:0)", "[106:0_108:0)");
    }

    @Test
    void stopsWhereTheStoreRefusesWhoeverAsks() {
        assertThatThrownBy(() -> write((flow, posts) -> {
                    throw StoreException.of(Failure.REFUSED, "register", 401, "who are you");
                }))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("401");
        assertThat(calls).containsExactly(4);
        assertThat(written()).isEmpty();
    }
}
