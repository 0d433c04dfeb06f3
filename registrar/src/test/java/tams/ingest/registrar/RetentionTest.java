package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.client.Deletion;
import tams.ingest.client.Failure;
import tams.ingest.client.StoreException;

/** Which calls retention makes and when, against a store that answers as told. */
class RetentionTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SOON = RetentionRounds.EVERY;
    static final UUID FLOW = new UUID(0x5000, 1);
    private static final UUID OTHER = new UUID(0x5000, 2);

    private final NotedDeletions store = new NotedDeletions();
    private final RetentionSite site = new RetentionSite(store);

    @BeforeEach
    void hasAFeedOfTwoHours() {
        site.keeps("a", HOUR);
        site.registered("a", FLOW, "[0:0_6:0)");
        site.registered("a", FLOW, "[7194:0_7200:0)");
    }

    @Test
    void deletesWhatLiesBehindOnceAndThenStepByStep() {
        site.pass(Duration.ofMinutes(30));
        assertThat(store.asked).containsExactly("1 _3600:0)");

        site.registered("a", FLOW, "[7200:0_7235:0)");
        site.pass(SOON);
        assertThat(store.asked).hasSize(1);
        site.registered("a", FLOW, "[7235:0_7236:0)");
        site.pass(SOON);

        assertThat(store.asked).containsExactly("1 _3600:0)", "1 _3636:0)");
        assertThat(site.registry
                        .get("tams.ingest.retention.deletions")
                        .tag("feed", "a")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void takesAChunkThatComesLateFromBehindTheKeptRangeAtTheNextTurn() {
        site.turn();
        site.registered("a", FLOW, "[3594:0_3600:0)");
        site.pass(SOON);
        assertThat(store.asked).containsExactly("1 _3600:0)", "1 _3600:0)");

        site.registered("a", FLOW, "[3595:0_3601:0)");
        site.pass(Duration.ofMinutes(1));

        assertThat(store.asked).hasSize(2);
    }

    @Test
    void asksAgainForEverythingAfterARestart() {
        site.turn();
        site.restart();
        site.turn();

        assertThat(store.asked).containsExactly("1 _3600:0)", "1 _3600:0)");
    }

    @Test
    void shortensEveryFormOfAFeedByTheFeedsEnd() {
        site.registered("a", OTHER, "[9000:0_9006:0)");

        site.turn();

        assertThat(store.asked).containsExactlyInAnyOrder("1 _5406:0)", "2 _5406:0)");
    }

    @Test
    void leavesAloneWhatIsNotLimited() {
        site.registered("b", OTHER, "[0:0_9000:0)");
        site.turn();
        site.keeps("b", null);
        site.turn();
        assertThat(store.asked).containsExactly("1 _3600:0)");

        site.registered("b", FLOW, "[7200:0_9000:0)");
        site.pass(HOUR);
        assertThat(store.asked).as("b keeps for ever what it shares with a").hasSize(1);
        site.keeps("b", HOUR);
        site.pass(SOON);

        assertThat(store.asked).containsExactlyInAnyOrder("1 _3600:0)", "1 _5400:0)", "2 _5400:0)");
    }

    @Test
    void stopsAtOnceWhenTheTableSaysSo() {
        site.rules.accept("a", null);

        site.pass(HOUR);

        assertThat(store.asked).isEmpty();
    }

    @Test
    void caresForTheFeedsOfThisProcessAlone() {
        site.keeps("b", HOUR);
        site.registered("b", FLOW, "[0:0_7200:0)");
        site.registered("b", OTHER, "[0:0_7200:0)");

        site.turn("b"::equals);
        assertThat(store.asked).as("the first name has what two feeds share").containsExactly("2 _3600:0)");
        site.turn("a"::equals);

        assertThat(store.asked).containsExactly("2 _3600:0)", "1 _3600:0)");
    }

    @Test
    void followsADeletionToItsEndAtGrowingIntervals() {
        UUID request = store.goesOnAfterwards();
        site.pass(Duration.ofMinutes(20));
        assertThat(store.asked).startsWith("1 _3600:0)", "find", "find").hasSizeBetween(7, 12);
        assertThat(site.open()).isEqualTo(1);

        store.requests.put(request, "done");
        site.pass(Duration.ofMinutes(6));

        assertThat(site.open()).isZero();
        assertThat(store.asked).filteredOn(call -> !call.equals("find")).hasSize(1);
        assertThat(site.failures("not_ended")).isZero();
    }

    @Test
    void takesADeletionThatTheStoreHasForgottenForDone() {
        store.requests.remove(store.goesOnAfterwards());

        site.pass(HOUR);

        assertThat(store.asked).containsExactly("1 _3600:0)", "find");
        assertThat(site.open()).isZero();
    }

    @Test
    void asksAnewForADeletionThatFailsOrNeverEnds() {
        UUID request = store.goesOnAfterwards();
        site.pass(Shortening.FOLLOWED_MAX.plus(Duration.ofMinutes(20)));
        assertThat(site.failures("not_ended")).isEqualTo(1);
        assertThat(store.asked).filteredOn("1 _3600:0)"::equals).hasSize(2);

        store.requests.put(request, "error");
        site.pass(Duration.ofMinutes(9));
        assertThat(site.failures("failed")).isEqualTo(1);
        store.answer = () -> new Deletion(Deletion.State.DONE, null);
        site.pass(Duration.ofMinutes(20));

        assertThat(store.asked).filteredOn("1 _3600:0)"::equals).hasSize(3);
        assertThat(site.failures("failed")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "403, REJECTED,        refused,    7",
        "400, REJECTED,        refused,    7",
        "503, REFUSED,         unanswered, 61",
        "0,   UNKNOWN_OUTCOME, unanswered, 61",
        "401, REFUSED,         unanswered, 61",
    })
    void countsWhatTheStoreRefusesAndTriesAgainSparingly(int status, Failure failure, String cause, int tries) {
        store.trouble = StoreException.of(failure, "delete segments", status, "no");
        site.turn();
        site.pass(Duration.ofHours(1));
        assertThat(store.asked).hasSize(tries);
        assertThat(site.failures(cause)).isEqualTo(tries);

        store.trouble = null;
        site.pass(Shortening.AFTER_REFUSAL);

        assertThat(store.asked).hasSize(tries + 1);
    }

    @Test
    void letsNoFlowThatIsRefusedHoldUpAnotherAndNoStoreThatIsDownBeAskedForEach() {
        for (int feed = 0; feed < 50; feed++) {
            site.keeps("feed-" + feed, HOUR);
            site.registered("feed-" + feed, new UUID(0x6000, 100 + feed), "[0:0_7200:0)");
        }
        store.trouble = StoreException.of(Failure.REFUSED, "delete segments", 503, "no");
        site.turn();
        assertThat(store.asked).hasSize(1);

        store.trouble = StoreException.of(Failure.REJECTED, "delete segments", 403, "read-only");
        site.pass(SOON);
        assertThat(store.asked).hasSize(1 + Retention.CALLS_MAX);
        site.pass(SOON.multipliedBy(2));

        assertThat(store.asked).hasSize(1 + 50).doesNotHaveDuplicates();
    }

    @Test
    void keepsFollowingADeletionWhileTheStoreIsDown() {
        UUID request = store.goesOnAfterwards();
        site.turn();
        store.trouble = StoreException.of(Failure.REFUSED, "delete request", 503, "no");
        site.pass(Duration.ofMinutes(5));
        store.trouble = null;
        store.requests.put(request, "done");
        site.pass(Duration.ofMinutes(5));

        assertThat(store.asked).filteredOn(call -> !call.equals("find")).hasSize(1);
        assertThat(site.open()).isZero();
    }
}
