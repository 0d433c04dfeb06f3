package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.client.Credentials;
import tams.ingest.client.Failure;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.client.Registration;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.StoreException;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.ReferencePlanned.Action;
import tams.ingest.local.LocalTams;
import tams.ingest.local.LocalTamsConfig;

/** Goal: a clip's Flow in a strict store becomes what its original is, each segment once, whatever the store says meanwhile. */
@Timeout(120)
class ReferencesTest {

    @TempDir
    private static Path data;

    @TempDir
    private Path root;

    private static LocalTams tams;
    private static TamsApi store;

    private String name;
    private ClipSite site;

    @BeforeAll
    static void start() {
        tams = LocalTams.start(LocalTamsConfig.of(data, 0, 0));
        store = HttpTamsStore.open(tams.url(), new Credentials.None());
    }

    @AfterAll
    static void stop() {
        store.close();
        tams.close();
    }

    @BeforeEach
    void open(TestInfo test) throws IOException {
        name = "f" + Integer.toHexString(test.getDisplayName().hashCode());
        site = new ClipSite(store, root, name, Duration.ZERO);
    }

    private void registers(BiFunction<ClipCalls, List<SegmentPost>, Registration> instead) {
        site.calls = new RegistersOtherwise(site.calls, instead);
    }

    private void fill(String range, String shift, @Nullable String objectId) {
        site.arrives(Action.FILL, range, shift, false, objectId);
    }

    @Test
    void showsWhatIsThereCutAndShiftedAndTheSameAgainChangesNothing() {
        site.has(0, 3);
        fill("[2:500000000_14:0)", "-2:500000000", null);
        fill("[2:500000000_14:0)", "-2:500000000", null);

        assertThat(site.runs(0)).isTrue();
        assertThat(site.shown())
                .containsExactly(
                        "[0:0_3:500000000) by -2:500000000",
                        "[3:500000000_9:500000000) by 3:500000000",
                        "[9:500000000_11:500000000) by 9:500000000");
        assertThat(site.path
                        .registry
                        .get("tams.ingest.references.registered")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void takesSegmentsAtTheEdgesWholeWhereThatIsAsked() {
        site.has(0, 3);
        site.arrives(Action.FILL, "[7:0_14:0)", "0:0", true, null);

        assertThat(site.runs(0)).isTrue();
        assertThat(site.shown()).containsExactly("[6:0_12:0) by 6:0", "[12:0_18:0) by 12:0");
    }

    @Test
    void takesOutWhatLiesBehindTheEndAndCutsWhatLiesAcrossIt() {
        site.has(0, 2_000);
        fill("[0:0_", "-6:0", null);
        assertThat(site.runs(0)).isTrue();
        assertThat(site.shown()).hasSize(2_000);

        site.arrives(Action.TRIM, "[0:0_9:0)", "-6:0", false, null);
        fill("[0:0_9:0)", "-6:0", null);

        assertThat(site.runs(60)).isTrue();
        assertThat(site.shown()).containsExactly("[-6:0_0:0) by -6:0", "[0:0_3:0) by 0:0");
    }

    @Test
    void leavesAloneWhatLiesAcrossTheEndOfWholeSegments() {
        site.has(0, 4);
        site.arrives(Action.FILL, "[0:0_", "0:0", true, null);
        site.arrives(Action.TRIM, "[0:0_9:0)", "0:0", true, null);

        assertThat(site.runs(60)).isTrue();
        assertThat(site.shown()).containsExactly("[0:0_6:0) by 0:0", "[6:0_12:0) by 6:0");
    }

    @Test
    void registersManyThatFollowEachOtherAtOnce() {
        List<Integer> calls = new ArrayList<>();
        registers((real, posts) -> {
            calls.add(posts.size());
            return real.register(site.clip, posts);
        });
        site.has(0, 100);
        for (int i = 0; i < 100; i++) {
            fill(site.segment(i).timerange().toString(), "0:0", site.object);
        }

        assertThat(site.runs(0)).isTrue();
        assertThat(calls).containsExactly(100);
        assertThat(site.shown()).hasSize(100);
    }

    @Test
    void doublesNothingWhenAnAnswerIsLostAndGivesUpNothingWhileTheStoreIsAway() {
        List<String> calls = new ArrayList<>();
        registers((real, posts) -> {
            calls.add("call");
            if (calls.size() == 2) {
                var unused = real.register(site.clip, posts);
            }
            if (calls.size() < 5) {
                throw StoreException.of(Failure.UNKNOWN_OUTCOME, "register", calls.size() == 2 ? 0 : 503, "away");
            }
            return real.register(site.clip, posts);
        });
        site.has(0, 2);
        fill("[0:0_12:0)", "0:0", null);
        site.has(2, 3);
        fill("[12:0_18:0)", "0:0", site.object);

        assertThat(site.runs(10)).isTrue();
        assertThat(site.shown()).containsExactly("[0:0_6:0) by 0:0", "[6:0_12:0) by 6:0", "[12:0_18:0) by 12:0");
        assertThat(calls).hasSize(5);
        assertThat(site.letters()).isEmpty();
    }

    @Test
    void believesAnAnswerOnceItsEffectIsSeen() throws IOException {
        site = new ClipSite(store, root, name + "-patient", Duration.ofMinutes(1));
        List<Integer> calls = new ArrayList<>();
        registers((real, posts) -> {
            calls.add(posts.size());
            return calls.size() == 1 ? new Registration(List.of(), 201) : real.register(site.clip, posts);
        });
        site.has(0, 2);
        fill("[0:0_12:0)", "0:0", null);

        assertThat(site.runs(10)).isTrue();
        assertThat(site.shown()).hasSize(2);
        assertThat(calls).containsExactly(2, 2);
        assertThat(site.letters()).isEmpty();
    }

    @Test
    void registersTheOthersAndWritesALetterWhereTheStoreRefusesOne() {
        site.has(0, 3);
        // Somebody else's, across the second one's place.
        var unused = store.register(site.clip, List.of(site.segment(1)));
        fill("[3:0_15:0)", "3:0", null);
        site.arrives("{".getBytes(StandardCharsets.UTF_8), new RecordHeaders());
        site.has(3, 4);
        fill("[18:0_24:0)", "3:0", null);

        assertThat(site.runs(10)).isTrue();
        assertThat(site.shown()).containsExactly("[6:0_12:0) by 6:0", "[15:0_18:0) by 15:0", "[21:0_27:0) by 21:0");
        assertThat(site.letters()).containsExactly("REFERENCE_REFUSED", "MALFORMED");
    }

    @Test
    void waitsForNobodyWhenTheClipOrItsOriginalWasDeleted() {
        site.has(0, 1);
        fill("[6:0_12:0)", "0:0", "an object that is not listed");
        var unused = store.flows().delete(site.from);
        assertThat(site.runs(10)).isTrue();
        assertThat(site.letters()).isEmpty();
    }

    @Test
    void saysSoWhenTheOriginalDoesNotListWhatWasRegistered() {
        fill("[6:0_12:0)", "0:0", "an object that is not listed");

        assertThat(site.runs(10)).isTrue();
        assertThat(site.letters()).containsExactly("REFERENCE_REFUSED");
    }
}
