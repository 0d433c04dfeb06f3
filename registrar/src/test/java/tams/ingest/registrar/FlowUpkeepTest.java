package tams.ingest.registrar;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import tams.ingest.client.Flow;
import tams.ingest.client.TagValue;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.SegmentPlanned;

/** Bit rates and status follow the content; what people wrote stays. */
class FlowUpkeepTest {

    private static final SegmentPlanned PLAN = plan(750_000);
    private static final UUID FLOW = PLAN.flowId();

    private final ModelStore store = new ModelStore();
    private final FlowKeeper keeper = new FlowKeeper(store, any -> false);
    private final AtomicLong nanos = new AtomicLong();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Map<UUID, Instant> lastRegistered = new HashMap<>();
    private final FlowUpkeep upkeep =
            new FlowUpkeep(keeper, () -> lastRegistered, new StoreWatch(new Meters(registry), nanos::get), nanos::get);

    /** Six seconds. */
    private static SegmentPlanned plan(long bytes) {
        return Plans.of("camera-1", new ChunkFile("camera-1/a.ts", bytes, "0".repeat(64)), 0, List.of(Plans.VIDEO));
    }

    private Flow flow() {
        return requireNonNull(store.flows.get(FLOW));
    }

    private int puts() {
        return (int) store.calls.stream().filter("putFlow"::equals).count();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void awaitsContentAtFirstAndIsIngestingOnceThereIsSome() {
        keeper.prepare(PLAN);
        assertThat(flow().status()).isEqualTo("awaiting_content");

        upkeep.registered(PLAN);

        assertThat(flow().status()).isEqualTo("ingesting");
        assertThat(flow().avgBitRate()).isEqualTo(1_000);
        assertThat(flow().maxBitRate()).isEqualTo(1_000);
        assertThat(flow().segmentDuration()).isEqualTo(Rational.of(6));
    }

    @Test
    void saysItWithTheTagWhereTheStoreIsOlderThanTheField() {
        store.version = "8.1";
        keeper.prepare(PLAN);
        assertThat(flow().tags()).containsEntry("flow_status", TagValue.of("awaiting_content"));

        upkeep.registered(PLAN);

        assertThat(flow().tags()).containsEntry("flow_status", TagValue.of("ingesting"));
        assertThat(flow().status()).isNull();
    }

    @Test
    void looksAtMostOnceAMinuteAndWritesOnlyWhatHasChanged() {
        keeper.prepare(PLAN);
        upkeep.registered(PLAN);
        store.calls.clear();
        for (int chunk = 0; chunk < 10; chunk++) {
            upkeep.registered(PLAN);
            pass(Duration.ofSeconds(6));
        }
        upkeep.registered(plan(752_000));
        assertThat(store.calls).containsExactly("flow");

        pass(FlowUpkeep.EVERY);
        upkeep.registered(plan(7_500_000));

        assertThat(puts()).isEqualTo(1);
        assertThat(flow().avgBitRate()).isEqualTo(1_692);
        assertThat(flow().maxBitRate()).isEqualTo(10_000);
    }

    @Test
    void neverLowersThePeak() {
        keeper.prepare(plan(7_500_000));
        upkeep.registered(plan(750_000));

        assertThat(flow().avgBitRate()).isEqualTo(1_000);
        assertThat(flow().maxBitRate()).isEqualTo(10_000);
    }

    @Test
    void keepsWhatPeopleWrote() {
        keeper.prepare(PLAN);
        store.flows.put(
                FLOW,
                flow().toBuilder()
                        .label("Stage")
                        .tag("genre", "live")
                        .description("x")
                        .build());

        upkeep.registered(plan(1_500_000));

        assertThat(flow().label()).isEqualTo("Stage");
        assertThat(flow().description()).isEqualTo("x");
        assertThat(flow().tags()).containsEntry("genre", TagValue.of("live")).containsKey("_tams_ingest_feed");
        assertThat(flow().avgBitRate()).isEqualTo(2_000);
    }

    @Test
    void neverBringsBackAFlowThatIsGone() {
        keeper.prepare(PLAN);
        store.flows.clear();
        store.calls.clear();

        upkeep.registered(PLAN);
        lastRegistered.put(FLOW, Plans.AT);
        upkeep.sweep(Plans.AT.plus(Duration.ofHours(1)));

        assertThat(store.flows).isEmpty();
        assertThat(puts()).isZero();
    }

    @Test
    void leavesAReadOnlyFlowAlone() {
        keeper.prepare(PLAN);
        store.setFlowReadOnly(FLOW, true);
        int before = puts();

        upkeep.registered(plan(7_500_000));

        assertThat(puts()).isEqualTo(before);
    }

    @Test
    void countsAFailureAndLeavesTheFlowAloneForAWhile() {
        keeper.prepare(PLAN);
        store.faults = call -> Faults.Fate.BUSY;
        store.calls.clear();
        upkeep.registered(PLAN);
        pass(Duration.ofMinutes(9));
        upkeep.registered(PLAN);

        assertThat(store.calls).hasSize(1);
        assertThat(registry.get("tams.ingest.flows.not.updated").counter().count())
                .isEqualTo(1);
        store.faults = Faults.NONE;
        pass(Duration.ofMinutes(2));
        upkeep.registered(PLAN);
        assertThat(flow().status()).isEqualTo("ingesting");
    }

    @Test
    void awaitsContentAgainWhereItHasStoppedAndSaysSoWhenItComes() {
        keeper.prepare(PLAN);
        upkeep.registered(PLAN);
        lastRegistered.put(FLOW, Plans.AT);
        upkeep.sweep(Plans.AT.plus(FlowUpkeep.IDLE_AFTER));
        assertThat(flow().status()).isEqualTo("ingesting");

        upkeep.sweep(Plans.AT.plus(FlowUpkeep.IDLE_AFTER).plusSeconds(1));
        assertThat(flow().status()).isEqualTo("awaiting_content");
        store.calls.clear();
        upkeep.sweep(Plans.AT.plus(FlowUpkeep.IDLE_AFTER).plusSeconds(31));
        assertThat(store.calls).isEmpty();

        upkeep.registered(PLAN);
        assertThat(flow().status()).isEqualTo("ingesting");
    }

    @Test
    void tidiesUpWhatAnEarlierLifeLeftBehindAFewAtATime() {
        for (int feed = 0; feed < 3 * FlowUpkeep.SWEPT_MAX; feed++) {
            SegmentPlanned plan = Plans.of("feed-" + feed, PLAN.file(), 0, List.of(Plans.VIDEO));
            keeper.prepare(plan);
            keeper.change(
                    plan.flowId(),
                    before -> before.toBuilder()
                            .status(isClosed(plan) ? "closed_complete" : "ingesting")
                            .build());
            lastRegistered.put(plan.flowId(), Plans.AT);
        }
        store.calls.clear();
        Instant later = Plans.AT.plus(Duration.ofDays(1));

        upkeep.sweep(later);
        assertThat(store.calls.stream().filter("flow"::equals)).hasSize(FlowUpkeep.SWEPT_MAX);
        upkeep.sweep(later);
        upkeep.sweep(later);

        assertThat(store.flows.values().stream().map(Flow::status))
                .containsOnly("awaiting_content", "closed_complete")
                .filteredOn("closed_complete"::equals)
                .hasSize(1);
    }

    /** The one whose status a person set. */
    private static boolean isClosed(SegmentPlanned plan) {
        return plan.feed().equals("feed-0");
    }

    @Test
    void goesOnWithOtherFlowsWhereOneTakesNoChange() {
        for (int feed = 0; feed < 10; feed++) {
            SegmentPlanned plan = Plans.of("feed-" + feed, PLAN.file(), 0, List.of(Plans.VIDEO));
            keeper.prepare(plan);
            upkeep.registered(plan);
            lastRegistered.put(plan.flowId(), Plans.AT);
        }
        store.refusesPuts = 3;

        upkeep.sweep(Plans.AT.plus(Duration.ofDays(1)));

        assertThat(store.flows.values().stream().map(Flow::status).filter("awaiting_content"::equals))
                .hasSize(7);
        assertThat(registry.get("tams.ingest.flows.not.updated").counter().count())
                .isEqualTo(3);
    }

    @Test
    void putsOffASweepThatTheStoreDoesNotAnswer() {
        keeper.prepare(PLAN);
        upkeep.registered(PLAN);
        lastRegistered.put(FLOW, Plans.AT);
        store.faults = call -> Faults.Fate.NOT_SENT;
        upkeep.sweep(Plans.AT.plus(Duration.ofDays(1)));
        store.faults = Faults.NONE;

        upkeep.sweep(Plans.AT.plus(Duration.ofDays(1)));

        assertThat(flow().status()).isEqualTo("awaiting_content");
    }
}
