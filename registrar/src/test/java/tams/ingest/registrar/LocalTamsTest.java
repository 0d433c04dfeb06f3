package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.client.Credentials;
import tams.ingest.client.Flow;
import tams.ingest.client.Format;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.Service;
import tams.ingest.client.TagValue;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.local.LocalTams;
import tams.ingest.local.RecordedStore;

/** Registrar's core over HTTP against a strict store: no Kafka, all the rest real. */
@Timeout(60)
class LocalTamsTest {

    @TempDir
    private static Path data;

    @TempDir
    private Path root;

    private static LocalTams tams;
    private static TamsStore store;

    private final List<RegistrationEffect.Line> lines = new ArrayList<>();
    private final List<RegistrationEffect.DeadLetter> letters = new ArrayList<>();

    @BeforeAll
    static void start() {
        tams = LocalTams.start(RecordedStore.config(data));
        store = HttpTamsStore.open(tams.url(), new Credentials.None());
    }

    @AfterAll
    static void stop() {
        store.close();
        tams.close();
    }

    private Convoy convoy(SegmentPlanned plan) {
        Policy policy = Policy.of(Duration.ZERO, 0, Service.URL_TIMEOUT_MIN, Service.OBJECT_TIMEOUT_MIN);
        return new Convoy(
                List.of(new Carriage(
                        plan, policy, new Delivery(Delivery.Via.PARKED, 0, 0), new Random(1), System::nanoTime)),
                new StoreActions(
                        store,
                        new FlowKeeper(store, any -> false),
                        new DropRoot(root),
                        StoreCalls.watchedBy(new StoreWatch(new Meters(new SimpleMeterRegistry()), System::nanoTime)),
                        SideBySide.ONE_BY_ONE),
                notes -> notes.forEach(noted -> note(noted.note())),
                () -> true);
    }

    private void note(RegistrationEffect.Note note) {
        if (note instanceof RegistrationEffect.Line line) {
            lines.add(line);
        } else if (note instanceof RegistrationEffect.DeadLetter letter) {
            letters.add(letter);
        }
    }

    private Outcome.State carry(SegmentPlanned plan) {
        Convoy convoy = convoy(plan);
        Optional<Duration> pause = convoy.advance();
        while (pause.isPresent()
                && !(convoy.carriages().get(0).state() instanceof Done)
                && last() != Outcome.State.PARKED) {
            pause = convoy.advance();
        }
        return last();
    }

    private Outcome.State last() {
        return lines.isEmpty()
                ? Outcome.State.PENDING
                : lines.get(lines.size() - 1).state();
    }

    @Test
    void registersChunksOfAFeedAtTheirPlace() {
        for (int index = 0; index < 3; index++) {
            assertThat(carry(Plans.written(root, "video-feed", index))).isEqualTo(Outcome.State.REGISTERED);
        }

        SegmentPlanned plan = Plans.written(root, "video-feed", 0);
        assertThat(store.segments(plan.flowId(), SegmentQuery.all()))
                .extracting(segment -> segment.timerange().toString())
                .containsExactly("[0:0_6:0)", "[6:0_12:0)", "[12:0_18:0)");
        Flow flow = store.flow(plan.flowId()).orElseThrow();
        assertThat(flow.container()).isEqualTo("video/mp2t");
        assertThat(flow.label()).isEqualTo("video-feed");
        assertThat(flow.tags()).containsKeys("_tams_ingest_feed", "_tams_ingest_timescale");
        assertThat(store.source(flow.sourceId()).orElseThrow().label()).isEqualTo("video-feed");
        assertThat(letters).isEmpty();
    }

    @Test
    void givesAMuxTheFlowsItCollects() {
        SegmentPlanned video = Plans.written(root, "mux-feed", 0);
        SegmentPlanned plan = Plans.of("mux-feed", video.file(), 0, List.of(Plans.VIDEO, Plans.AUDIO));

        assertThat(carry(plan)).isEqualTo(Outcome.State.REGISTERED);

        Flow owner = store.flow(plan.flowId()).orElseThrow();
        assertThat(owner.format()).isEqualTo(Format.MULTI);
        assertThat(owner.flowCollection()).hasSize(2);
        assertThat(plan.flows().subList(1, 3))
                .allSatisfy(member -> assertThat(
                                store.flow(member.id()).orElseThrow().container())
                        .isNull());
    }

    @Test
    void letsALateTrackJoinAndKeepsBitRatesAndStatusCurrentAroundWhatPeopleWrote() {
        SegmentPlanned first = Plans.written(root, "late-feed", 0);
        SegmentPlanned silent = Plans.withFlows(first, 0, 1);
        assertThat(carry(silent)).isEqualTo(Outcome.State.REGISTERED);
        store.setFlowTag(silent.flowId(), "genre", TagValue.of("live"));
        store.setFlowLabel(silent.flowId(), "Main stage");
        SegmentPlanned second = Plans.withFlows(Plans.written(root, "late-feed", 1), 1, 2);

        assertThat(carry(second)).isEqualTo(Outcome.State.REGISTERED);
        FlowKeeper flows = new FlowKeeper(store, any -> false);
        flows.change(
                second.flowId(), before -> Upkeep.ingesting(before, Throughput.NONE.with(second), flows.statusMark()));

        Flow owner = store.flow(second.flowId()).orElseThrow();
        assertThat(owner.flowCollection()).extracting("role").containsExactly("video", "audio");
        assertThat(owner.status()).isEqualTo("ingesting");
        assertThat(owner.segmentDuration()).isEqualTo(Rational.of(6));
        assertThat(owner.tags()).containsEntry("genre", TagValue.of("live")).containsKeys("_tams_ingest_feed");
        assertThat(owner.label()).isEqualTo("Main stage");
        assertThat(store.flow(second.flows().get(2).id()).orElseThrow().collectedBy())
                .containsExactly(second.flowId());
    }

    @Test
    void givesAnotherFormAFlowOfItsOwnWithTheSameSource() {
        SegmentPlanned large = Plans.written(root, "form-feed", 0);
        SegmentPlanned plain = Plans.written(root, "form-feed", 1);
        UUID other = Ids.form(plain.flowId(), "small");
        SegmentPlanned.Flow owner = new SegmentPlanned.Flow(
                other, plain.flows().get(0).sourceId(), "video", Plans.video("h264", 640, 360, Rational.of(25)));
        SegmentPlanned small = Plans.withFlows(plain, List.of(owner));

        assertThat(carry(large)).isEqualTo(Outcome.State.REGISTERED);
        assertThat(carry(small)).isEqualTo(Outcome.State.REGISTERED);

        assertThat(store.segments(other, SegmentQuery.all()))
                .extracting(segment -> segment.timerange().toString())
                .containsExactly("[6:0_12:0)");
        assertThat(store.flow(other).orElseThrow().sourceId())
                .isEqualTo(store.flow(large.flowId()).orElseThrow().sourceId());
    }

    @Test
    void findsWhatAnEarlierLifeDid() {
        SegmentPlanned plan = Plans.written(root, "twice-feed", 0);
        carry(plan);
        String first = lines.get(lines.size() - 1).objectId();

        assertThat(carry(plan)).isEqualTo(Outcome.State.REGISTERED);

        assertThat(lines.get(lines.size() - 1).objectId()).isEqualTo(first);
        assertThat(store.segments(plan.flowId(), SegmentQuery.all())).hasSize(1);
    }

    @Test
    void leavesTheTimeToTheOneWhoHasItAndNamesBoth() throws IOException {
        SegmentPlanned first = Plans.written(root, "conflict-feed", 0);
        carry(first);
        Files.writeString(root.resolve("conflict-feed/other.ts"), "other bytes");
        byte[] other = Files.readAllBytes(root.resolve("conflict-feed/other.ts"));
        ChunkFile file = new ChunkFile("conflict-feed/other.ts", other.length, Plans.sha256(other));
        SegmentPlanned second = Plans.of("conflict-feed", file, 0, List.of(Plans.VIDEO));

        assertThat(carry(second)).isEqualTo(Outcome.State.CONFLICT);

        assertThat(letters)
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason()).contains(first.job() + "-g0", second.job() + "-g0"));
        assertThat(store.segments(first.flowId(), SegmentQuery.all())).hasSize(1);
    }

    @Test
    void saysThatAFileIsLostAndRegistersNothing() throws IOException {
        SegmentPlanned gone = Plans.written(root, "lost-feed", 0);
        SegmentPlanned changed = Plans.written(root, "lost-feed", 1);
        Files.delete(root.resolve(gone.file().path()));
        Files.writeString(root.resolve(changed.file().path()), "x".repeat((int)
                        changed.file().bytes()));

        assertThat(carry(gone)).isEqualTo(Outcome.State.SOURCE_LOST);
        assertThat(carry(changed)).isEqualTo(Outcome.State.SOURCE_LOST);

        assertThat(letters)
                .extracting(RegistrationEffect.DeadLetter::reason)
                .allMatch(reason -> reason.contains("lost-feed/"));
        assertThat(store.segments(gone.flowId(), SegmentQuery.all())).isEmpty();
    }

    @Test
    void parksAFeedWhoseFlowIsReadOnlyAndGoesOnWhenItIsNot() {
        carry(Plans.written(root, "locked-feed", 0));
        SegmentPlanned plan = Plans.written(root, "locked-feed", 1);
        store.setFlowReadOnly(plan.flowId(), true);
        Convoy convoy = convoy(plan);

        Optional<Duration> pause = convoy.advance();
        assertThat(pause).isPresent();
        assertThat(lines.get(lines.size() - 1))
                .satisfies(line -> assertThat(line.state()).isEqualTo(Outcome.State.PARKED))
                .satisfies(line -> assertThat(line.cause()).isEqualTo("FLOW_READ_ONLY"));
        store.setFlowReadOnly(plan.flowId(), false);
        assertThat(convoy.advance()).isEmpty();

        assertThat(last()).isEqualTo(Outcome.State.REGISTERED);
    }
}
