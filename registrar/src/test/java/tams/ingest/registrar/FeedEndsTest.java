package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.client.Flow;
import tams.ingest.client.SegmentPost;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.EndAsked;
import tams.ingest.contracts.FeedEnd;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;

/** What the router hears when it asks where a feed ends. */
class FeedEndsTest {

    @TempDir
    private Path root;

    private SegmentPath path;

    @BeforeEach
    void assign() {
        path = new SegmentPath(root);
    }

    private SegmentPlanned plan(int index) {
        return Plans.written(root, "camera-1", index);
    }

    private List<FeedEnd> answers() {
        return path.on("ingest.feed-status").stream()
                .map(record -> Json.read(Objects.requireNonNull(record.value()), FeedEnd.class))
                .toList();
    }

    private List<String> said() {
        return answers().stream()
                .map(end -> (end.known() ? "known " : "news ") + end.last())
                .toList();
    }

    @Test
    void saysWhereTheLastPlanBeforeTheQuestionEnds() {
        path.arrives(plan(0));
        path.arrives(plan(1));
        path.arrives(EndAsked.about(plan(7)));

        path.run(false);

        assertThat(said()).containsExactly("news [6:0_12:0)");
        assertThat(answers().get(0).owners()).containsExactly(plan(0).flowId());
        assertThat(answers().get(0).unfit()).isEmpty();
        ProducerRecord<String, byte[]> record = path.on("ingest.feed-status").get(0);
        assertThat(record.key()).isEqualTo("camera-1/end");
        assertThat(record.partition()).isZero();
        assertThat(Objects.requireNonNull(record.headers().lastHeader("ce_type"))
                        .value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("tams.ingest.feed-end.v1");
        assertThat(path.committed()).isEqualTo(3);
    }

    @Test
    void saysThatAnArrivalIsKnownWhateverBecameOfIt() {
        path.arrives(plan(0));
        path.arrives(SegmentPath.refused(ChunkRefused.Verdict.POISON));
        path.arrives(EndAsked.about(plan(0)));

        path.run(false);

        assertThat(said()).containsExactly("known null");
    }

    @Test
    void doesNotTakeAnArrivalThatWaitedForAFeedForKnown() {
        SegmentPlanned plan = plan(0);
        ChunkRefused waits = new ChunkRefused(
                plan.feed(),
                plan.arrival(),
                plan.file(),
                ChunkRefused.Verdict.UNMAPPED,
                "UNMAPPED",
                "no feed claims its folder",
                null,
                null,
                plan.after(),
                plan.at());
        path.arrives(waits);
        path.arrives(EndAsked.about(plan));

        path.run(false);

        assertThat(said()).containsExactly("news null");
    }

    @Test
    void countsWhatIsPlannedAndNotInTheStoreYet() {
        SegmentPlanned waits = plan(4);
        path.ledger.seen(
                "camera-1/" + waits.arrival(),
                Lines.of(
                        waits,
                        new RegistrationEffect.Line(Outcome.State.PARKED, "FLOW_READ_ONLY", "read-only", null, 1),
                        0,
                        Plans.AT));
        path.arrives(plan(0));
        path.arrives(EndAsked.about(plan(7)));

        path.run(false);

        assertThat(said()).containsExactly("news [24:0_30:0)");
    }

    @Test
    void countsWhatOthersWroteIntoTheFlow() {
        path.arrives(plan(0));
        path.run(false);
        SegmentPlanned foreign = plan(9);
        path.store.objects.put("elsewhere", new byte[1]);
        path.store.register(
                foreign.flowId(),
                List.of(new SegmentPost("elsewhere", foreign.segments().get(0).timerange(), null, null, null, null)));
        path.arrives(EndAsked.about(plan(7)));

        path.run(false);

        assertThat(said()).containsExactly("news [54:0_60:0)");
    }

    @Test
    void namesTheFlowsThatHoldMediaOfAnotherForm() {
        SegmentPlanned plan = plan(0);
        path.arrives(plan);
        path.run(false);
        Flow flow = Objects.requireNonNull(path.store.flows.get(plan.flowId()));
        path.store.flows.put(plan.flowId(), flow.toBuilder().codec("video/H265").build());
        path.arrives(EndAsked.about(plan(7)));

        path.run(false);

        assertThat(answers().get(0).unfit()).containsExactly(plan.flowId());
    }

    @Test
    void waitsForTheStoreAndHoldsUpTheFeedMeanwhile() {
        path.store.faults = call -> Faults.Fate.BUSY;
        path.arrives(EndAsked.about(plan(7)));
        path.run(false);
        assertThat(answers()).isEmpty();
        assertThat(path.committed()).isZero();

        path.store.faults = Faults.NONE;
        path.run(true);

        assertThat(said()).containsExactly("news null");
        assertThat(path.committed()).isEqualTo(1);
    }

    @Test
    void asksTheStoreOnceForABacklogOfQuestions() {
        path.arrives(plan(0));
        for (int index = 7; index < 27; index++) {
            path.arrives(EndAsked.about(plan(index)));
        }
        path.run(false);

        assertThat(answers())
                .hasSize(20)
                .allSatisfy(end -> assertThat(end.last()).hasToString("[0:0_6:0)"));
        assertThat(path.store.calls.stream().filter(call -> call.equals("segments")))
                .hasSizeLessThanOrEqualTo(3);
    }
}
