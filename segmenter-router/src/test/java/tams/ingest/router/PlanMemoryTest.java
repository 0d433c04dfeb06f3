package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Evidence;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;

class PlanMemoryTest {

    private static final long NOW = 1_000_000_000_000L;

    private final KeyValueStore<String, Remembered> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("plans"), Serdes.String(), new JsonSerde<>(Remembered.class))
            .withLoggingDisabled()
            .build();
    private final PlanMemory memory = new PlanMemory(store);
    private final TimelineRun run = new TimelineRun();

    @BeforeEach
    void open() {
        MockProcessorContext<String, Bytes> context = new MockProcessorContext<>();
        store.init(context.getStateStoreContext(), store);
    }

    private SegmentPlanned keep(ChunkArrived chunk, long atMs) {
        SegmentPlanned plan = run.plan(chunk);
        memory.keep(plan, chunk.evidence(), atMs);
        return plan;
    }

    @Test
    void findsTheHolderOfAnyPartOfItsTimeAndOfNoOther() {
        run.plan(Chunks.bbb(3));
        SegmentPlanned before = keep(Chunks.bbb(1), NOW);
        SegmentPlanned after = keep(Chunks.bbb(4), NOW);
        UUID flow = before.flowId();
        Past past = memory.of(Chunks.FEED);

        assertThat(past.holderOf(flow, TimeRange.parse("[-12:0_-11:0)")).map(Past.Holder::arrival))
                .contains(before.arrival());
        assertThat(past.holderOf(flow, TimeRange.parse("[-7:0_7:0)")).map(Past.Holder::arrival))
                .contains(after.arrival());
        assertThat(past.holderOf(flow, TimeRange.parse("[-6:0_6:6000000)"))).isEmpty();
        assertThat(past.holderOf(flow, TimeRange.parse("[100:0_101:0)"))).isEmpty();
        assertThat(past.holderOf(UUID.randomUUID(), TimeRange.parse("[0:0_7:0)")))
                .isEmpty();
    }

    @Test
    void remembersTheDecisionAndTheFirstWhoBroughtTheBytes() {
        SegmentPlanned plan = keep(Chunks.bbb(1), NOW);
        Past past = memory.of(Chunks.FEED);

        assertThat(past.decisionOn(plan.arrival())).contains(plan);
        assertThat(past.holderOf(plan.file())).contains(plan.arrival());
        assertThat(past.holderOf(Chunks.bbb(2).file())).isEmpty();
        assertThat(memory.of("another").decisionOn(plan.arrival())).isEmpty();
    }

    @Test
    void keepsWhatIsRepeatedAndForgetsTheRest() {
        SegmentPlanned repeated = keep(Chunks.bbb(1), NOW);
        SegmentPlanned old = keep(Chunks.bbb(2), NOW);
        long later = NOW + PlanMemory.KEPT.toMillis();
        memory.keep(repeated, Evidence.NONE, later - 1_000);

        assertThat(memory.evict("", later + 1)).isEmpty();

        Past past = memory.of(Chunks.FEED);
        assertThat(past.decisionOn(old.arrival())).isEmpty();
        assertThat(past.holderOf(old.file())).isEmpty();
        assertThat(past.decisionOn(repeated.arrival())).contains(repeated);
        assertThat(past.holderOf(repeated.file())).contains(repeated.arrival());
        assertThat(past.holderOf(repeated.flowId(), TimelineRun.rangeOf(repeated))
                        .map(Past.Holder::arrival))
                .contains(repeated.arrival());
    }

    @Test
    void looksAtABoundedBatchAndGoesOnWhereItStopped() {
        for (int i = 0; i < 2_500; i++) {
            store.put(
                    String.format("k%05d", i),
                    Remembered.bytes(NOW, Chunks.bbb(1).arrival()));
        }
        long later = NOW + PlanMemory.KEPT.toMillis() + 1;

        String second = memory.evict("", later);
        String third = memory.evict(second, later);

        assertThat(second).isEqualTo("k01000");
        assertThat(third).isEqualTo("k02000");
        assertThat(memory.evict(third, later)).isEmpty();
        assertThat(store.all().hasNext()).isFalse();
    }
}
