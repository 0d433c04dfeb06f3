package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which Flows are parked, who tries them, and that none is let go while a plan of it may lie unread. */
class ParkedFlowsTest {

    private static final UUID FLOW = new UUID(0, 1);
    private static final ParkedFlows.Why WHY = new ParkedFlows.Why(ErrorClass.FLOW, "FLOW_READ_ONLY", "read-only");

    private final ParkedFlows flows = new ParkedFlows();
    private final List<ParkedFlows.Place> started = new ArrayList<>();

    @BeforeEach
    void assign() {
        flows.startWith((flow, place) -> started.add(place));
        flows.assigned(3, 70);
    }

    private static ConsumerRecord<String, byte[]> record(int partition) {
        return new ConsumerRecord<>("ingest.segments", partition, 5, "camera-1", new byte[0]);
    }

    private void park() {
        flows.appends(FLOW, record(3), WHY);
        flows.appended(FLOW);
    }

    @Test
    void holdsAFlowFromItsFirstPlanAndStartsOneRunFromWhereThePartitionWasLookedAt() {
        park();
        park();

        assertThat(flows.holding(FLOW)).contains(WHY);
        assertThat(started).containsExactly(new ParkedFlows.Place(3, 70));
        assertThat(flows.count()).isEqualTo(1);
    }

    @Test
    void leavesAFlowOfAnotherRegistrarsPartitionToThatOne() {
        flows.appends(FLOW, record(4), WHY);
        flows.appended(FLOW);

        assertThat(flows.holding(FLOW)).isEmpty();
        assertThat(started).isEmpty();
    }

    @Test
    void startsARunForWhatAnEarlierLifeOrAnotherRegistrarParked() {
        flows.looked(3, 100, Map.of(FLOW, 82L));

        assertThat(started).containsExactly(new ParkedFlows.Place(3, 82));
        assertThat(flows.lookedTo()).containsEntry(3, 100L);
        assertThat(flows.neededFrom(3)).isEqualTo(82);
    }

    @Test
    void letsAFlowGoOnceNothingIsLeft() {
        park();

        assertThat(flows.release(FLOW, flows.news(FLOW))).isTrue();

        assertThat(flows.holding(FLOW)).isEmpty();
    }

    @Test
    void doesNotLetGoWhileAPlanIsBeingAdded() {
        flows.appends(FLOW, record(3), WHY);

        assertThat(flows.release(FLOW, flows.news(FLOW))).isFalse();
    }

    /** It would lie there unread until the next start. */
    @Test
    void doesNotLetGoWhenAPlanWasAddedSinceTheLastRead() {
        park();
        long news = flows.news(FLOW);
        park();

        assertThat(flows.release(FLOW, news)).isFalse();
        assertThat(flows.release(FLOW, flows.news(FLOW))).isTrue();
    }

    /** A look passes the record by, because the Flow is known. */
    @Test
    void doesNotLetGoWhenAnotherRegistrarsPlanWasSeenSinceTheLastRead() {
        park();
        long news = flows.news(FLOW);
        flows.looked(3, 100, Map.of(FLOW, 99L));

        assertThat(flows.release(FLOW, news)).isFalse();
        assertThat(started).as("the run that is there reads on").hasSize(1);
    }

    @Test
    void forgetsWhatIsNotOursAnyMoreAndHearsNoMoreOfIt() {
        park();

        flows.revoked(Set.of(3));
        flows.looked(3, 100, Map.of(FLOW, 82L));

        assertThat(flows.count()).isZero();
        assertThat(flows.lookedTo()).isEmpty();
        assertThat(started).hasSize(1);
    }

    @Test
    void needsNothingBeforeTheFirstPlanThatIsOpen() {
        flows.looked(3, 100, Map.of(FLOW, 82L, new UUID(0, 2), 90L));
        flows.moved(FLOW, 95);

        assertThat(flows.neededFrom(3)).isEqualTo(90);
        flows.release(new UUID(0, 2), flows.news(new UUID(0, 2)));
        assertThat(flows.neededFrom(3)).isEqualTo(95);
        flows.release(FLOW, flows.news(FLOW));
        assertThat(flows.neededFrom(3)).isEqualTo(100);
    }
}
