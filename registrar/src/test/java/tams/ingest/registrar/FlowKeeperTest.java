package tams.ingest.registrar;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tams.ingest.client.Flow;
import tams.ingest.client.Format;
import tams.ingest.client.Source;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.SegmentPlanned;

class FlowKeeperTest {

    private static final ChunkFile FILE = new ChunkFile("camera-1/a.ts", 10, "0".repeat(64));
    private static final SegmentPlanned MUX = Plans.of("camera-1", FILE, 0, List.of(Plans.VIDEO, Plans.AUDIO));

    private final ModelStore store = new ModelStore();
    private final FlowKeeper keeper = new FlowKeeper(store, any -> false);

    @Test
    void createsMembersBeforeTheFlowThatCollectsThemAndNamesTheirSources() {
        assertThat(keeper.prepare(MUX)).isInstanceOf(RegistrationEvent.FlowsReady.class);

        assertThat(store.flowsPut.get(2)).isEqualTo(MUX.flowId());
        assertThat(MUX.flows())
                .allSatisfy(flow -> assertThat(store.sources.get(flow.sourceId()))
                        .satisfies(source -> assertThat(source).isNotNull())
                        .extracting("label")
                        .asString()
                        .startsWith("camera-1"));
    }

    @Test
    void asksNothingForFlowsItKnows() {
        keeper.prepare(MUX);
        store.calls.clear();

        keeper.prepare(MUX);

        assertThat(store.calls).isEmpty();
    }

    @Test
    void neverOverwritesAFlowThatIsThere() {
        Flow theirs = FlowDescription.of(MUX, MUX.flows().get(0)).orElseThrow().toBuilder()
                .label("Main stage")
                .build();
        store.flows.put(theirs.id(), theirs);

        assertThat(keeper.prepare(MUX)).isInstanceOf(RegistrationEvent.FlowsReady.class);

        assertThat(store.flows.get(theirs.id())).isEqualTo(theirs);
    }

    @Test
    void neverBringsBackWhatSomebodyDeletedWhileItRan() {
        keeper.prepare(MUX);
        store.flows.clear();
        store.flowsPut.clear();
        keeper.look(MUX.flowId());

        assertThat(keeper.prepare(MUX))
                .isEqualTo(new RegistrationEvent.FlowsUnfit("FLOW_GONE", FlowKeeper.gone(MUX.flowId())));

        assertThat(store.flowsPut).doesNotContain(MUX.flowId());
    }

    @Test
    void neverBringsBackWhatTheLedgerHasSegmentsOf() {
        FlowKeeper later = new FlowKeeper(store, MUX.flowId()::equals);

        assertThat(later.prepare(MUX)).isInstanceOf(RegistrationEvent.FlowsUnfit.class);
    }

    @Test
    void refusesAChunkThatDoesNotFitAndReadsTheFlowAgainNextTime() {
        SegmentPlanned hd = Plans.of("camera-1", FILE, 0, List.of(Plans.VIDEO));
        SegmentPlanned sd = Plans.of("camera-1", FILE, 1, List.of(Plans.video("h264", 640, 360, null)));
        keeper.prepare(hd);

        RegistrationEvent.FlowsUnfit unfit = (RegistrationEvent.FlowsUnfit) keeper.prepare(sd);

        assertThat(unfit.cause()).isEqualTo("FLOW_DIFFERS");
        assertThat(unfit.reason()).contains(sd.flowId().toString(), "1280x720, not 640x360");
        store.flows.put(sd.flowId(), FlowDescription.of(sd, sd.flows().get(0)).orElseThrow());
        assertThat(keeper.prepare(sd)).isInstanceOf(RegistrationEvent.FlowsReady.class);
    }

    @Test
    void usesAFlowMadeByHandWhereTooLittleWasMeasured() {
        SegmentPlanned bare = Plans.of("camera-1", FILE, 0, List.of(Plans.video("mpeg2video", null, null, null)));

        assertThat(keeper.prepare(bare)).isInstanceOf(RegistrationEvent.FlowsUnfit.class);
        store.flows.put(
                bare.flowId(),
                Flow.builder(bare.flowId(), bare.flows().get(0).sourceId(), Format.VIDEO)
                        .container("video/mp2t")
                        .build());

        assertThat(keeper.prepare(bare)).isInstanceOf(RegistrationEvent.FlowsReady.class);
    }

    @Test
    void namesASourceOnceAndLeavesItToPeopleThen() {
        keeper.prepare(MUX);
        UUID source = MUX.flows().get(0).sourceId();
        Source named = requireNonNull(store.sources.get(source));
        store.sources.put(source, new Source(source, named.format(), null, null, named.tags(), null, null, Map.of()));

        new FlowKeeper(store, any -> true).prepare(MUX);

        assertThat(requireNonNull(store.sources.get(source)).label()).isNull();
        assertThat(named.label()).isEqualTo("camera-1");
        assertThat(named.tags()).containsOnlyKeys("_tams_ingest_feed");
    }

    @Test
    void givesTheSourceTheTagsOfItsFeed() {
        Feed plain = Feed.named("camera-1");
        Feed tagged = new Feed(
                plain.id(),
                plain.folder(),
                null,
                plain.complete(),
                false,
                null,
                null,
                plain.essence(),
                plain.timeline(),
                plain.after(),
                new Feed.FlowSettings(null, null, "Camera 1", "Main stage", Map.of("genre", "live")));
        SegmentPlanned plan = Plans.of(tagged, FILE, 0, List.of(Plans.VIDEO));

        keeper.prepare(plan);

        Source source = requireNonNull(store.sources.get(plan.flows().get(0).sourceId()));
        assertThat(source.label()).isEqualTo("Camera 1");
        assertThat(source.description()).isEqualTo("Main stage");
        assertThat(source.tags()).containsOnlyKeys("genre", "_tams_ingest_feed");
    }
}
