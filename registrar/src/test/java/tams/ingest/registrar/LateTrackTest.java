package tams.ingest.registrar;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tams.ingest.client.CollectedFlow;
import tams.ingest.client.Flow;
import tams.ingest.client.TagValue;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.SegmentPlanned;

/** Tracks of a mux join its collection when they come, and stay out of it when people took them out. */
class LateTrackTest {

    private static final ChunkFile FILE = new ChunkFile("camera-1/a.ts", 10, "0".repeat(64));
    private static final SegmentPlanned MUX = Plans.of("camera-1", FILE, 0, List.of(Plans.VIDEO, Plans.AUDIO));
    private static final SegmentPlanned PICTURE_FIRST = muxOf(Plans.VIDEO);
    private static final SegmentPlanned LATE_SOUND = muxOf(Plans.VIDEO, Plans.AUDIO);

    private final ModelStore store = new ModelStore();
    private final FlowKeeper keeper = new FlowKeeper(store, any -> false);

    /** A plan of the same mux, whatever it has at the moment. */
    private static SegmentPlanned muxOf(Measurement.Stream... streams) {
        List<SegmentPlanned.Flow> flows = new ArrayList<>(MUX.flows().subList(0, 1));
        for (Measurement.Stream stream : streams) {
            String role = stream.pid() == 258 ? "audio-2" : stream.type().toString();
            flows.add(new SegmentPlanned.Flow(
                    Ids.flow(Plans.NAMESPACE, "camera-1", role),
                    Ids.source(Plans.NAMESPACE, "camera-1", role),
                    role,
                    stream));
        }
        return Plans.withFlows(MUX, flows);
    }

    private Flow owner() {
        return requireNonNull(store.flows.get(MUX.flowId()));
    }

    private List<String> collected() {
        return requireNonNull(owner().flowCollection()).stream()
                .map(CollectedFlow::role)
                .map(String::valueOf)
                .toList();
    }

    @Test
    void putsATrackThatComesLateIntoTheCollectionThatIsThere() {
        keeper.prepare(PICTURE_FIRST);
        store.flows.computeIfPresent(
                MUX.flowId(),
                (id, flow) -> flow.toBuilder().tag("genre", "live").build());

        keeper.prepare(LATE_SOUND);

        assertThat(collected()).containsExactly("video", "audio");
        assertThat(owner().tags())
                .containsEntry("genre", TagValue.of("live"))
                .containsEntry("_tams_ingest_tracks", TagValue.of("audio,video"));
        store.calls.clear();
        keeper.prepare(PICTURE_FIRST);
        keeper.prepare(LATE_SOUND);
        assertThat(store.calls).isEmpty();
    }

    @Test
    void putsALateTrackInAlthoughAnEarlierLifeEndedBeforeIt() {
        keeper.prepare(PICTURE_FIRST);
        Flow sound = FlowDescription.of(LATE_SOUND, LATE_SOUND.flows().get(2)).orElseThrow();
        store.flows.put(sound.id(), sound);

        new FlowKeeper(store, any -> true).prepare(LATE_SOUND);

        assertThat(collected()).containsExactly("video", "audio");
    }

    @Test
    void leavesOutATrackThatAPersonTookOutOrDeleted() {
        keeper.prepare(MUX);
        SegmentPlanned.Flow sound = MUX.flows().get(2);
        store.flows.remove(sound.id());
        store.flows.computeIfPresent(
                MUX.flowId(),
                (id, flow) -> flow.toBuilder()
                        .flowCollection(requireNonNull(flow.flowCollection()).subList(0, 1))
                        .build());
        store.flowsPut.clear();

        FlowKeeper later = new FlowKeeper(store, any -> true);
        assertThat(later.prepare(MUX)).isInstanceOf(RegistrationEvent.FlowsReady.class);

        assertThat(store.flowsPut).isEmpty();
        assertThat(collected()).containsExactly("video");
        store.calls.clear();
        later.prepare(MUX);
        assertThat(store.calls).isEmpty();
    }

    @Test
    void addsNoTrackBesideOneOfTheSameRoleThatAPersonPutThere() {
        keeper.prepare(PICTURE_FIRST);
        CollectedFlow theirs = CollectedFlow.of(new UUID(7, 7), "audio");
        store.flows.computeIfPresent(
                MUX.flowId(),
                (id, flow) -> flow.toBuilder().flowCollection(List.of(theirs)).build());

        new FlowKeeper(store, any -> true).prepare(LATE_SOUND);

        assertThat(owner().flowCollection()).containsExactly(theirs);
    }

    @Test
    void addsATrackOnceEnoughOfItIsMeasured() {
        keeper.prepare(muxOf(Plans.VIDEO, Plans.audio(257, "aac", 48_000, null)));
        assertThat(collected()).containsExactly("video");

        keeper.prepare(LATE_SOUND);

        assertThat(collected()).containsExactly("video", "audio");
    }

    @Test
    void sendsOnlyFlowsThatTheSpecificationAdmits() {
        FlowSchema schema = FlowSchema.load();
        keeper.prepare(PICTURE_FIRST);
        keeper.prepare(muxOf(Plans.VIDEO, Plans.AUDIO, Plans.audio(258, "ac3", 48_000, 6)));
        keeper.change(MUX.flowId(), before -> Upkeep.ingesting(before, Throughput.NONE.with(MUX), keeper.statusMark()));

        assertThat(store.bodies).hasSize(6).allSatisfy(body -> schema.admits(body, "sent"));
    }
}
