package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.client.Segment;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Bytes that a feed plays again become segments of the object that is there. */
@Timeout(60)
class ObjectReuseTest {

    @TempDir
    private Path root;

    /** The same bytes six seconds times {@code rounds} later. */
    private static SegmentPlanned again(SegmentPlanned first, int rounds) {
        Timestamp by = Timestamp.ofSeconds(6L * rounds);
        SegmentPlanned.Segment segment = first.segments().get(0);
        TimeRange range = segment.timerange().shifted(by);
        return new SegmentPlanned(
                first.feed(),
                Ids.nameUuid(first.arrival(), new byte[] {(byte) rounds}),
                first.file(),
                first.flowId(),
                Ids.job(first.flowId(), first.file(), Timestamp.ofSeconds(6L * rounds)),
                List.of(new SegmentPlanned.Segment(range, segment.tsOffset().plus(by), null, null, 3)),
                first.flows(),
                first.job(),
                first.settings(),
                first.at());
    }

    @Test
    void registersTheObjectThatIsThereAndUploadsNothing() {
        World world = new World(root, 1);
        SegmentPlanned first = Plans.written(root, "slate", 0);
        world.toTheEnd(first);

        world.toTheEnd(again(first, 1));
        world.toTheEnd(again(first, 2));

        assertThat(world.store.all()).extracting(Segment::objectId).containsOnly(first.job() + "-g0");
        assertThat(world.store.all())
                .extracting(segment -> segment.timerange().toString())
                .containsExactlyInAnyOrder("[0:0_6:0)", "[6:0_12:0)", "[12:0_18:0)");
        assertThat(world.letters).isEmpty();
    }

    @Test
    void uploadsWhereTheObjectIsNotThere() {
        World world = new World(root, 1);
        SegmentPlanned first = Plans.written(root, "slate", 0);
        SegmentPlanned second = again(first, 1);

        world.toTheEnd(second);

        assertThat(world.state()).isEqualTo(Outcome.State.REGISTERED);
        assertThat(world.store.all()).extracting(Segment::objectId).containsExactly(second.job() + "-g0");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void registersEachRoundOnceUnderAnyFaults(long seed) {
        World world = new World(root, seed);
        SegmentPlanned first = Plans.written(root, "slate", 0);
        world.toTheEnd(first);
        world.store.faults = RegistrationScheduleTest.seeded(
                RegistrationScheduleTest.random(seed), new EnumMap<>(Faults.Fate.class));

        for (int round = 1; round <= 3; round++) {
            world.toTheEnd(again(first, round));
            assertThat(world.state()).isEqualTo(Outcome.State.REGISTERED);
        }

        assertThat(world.store.all())
                .extracting(segment -> segment.timerange().toString())
                .containsExactlyInAnyOrder("[0:0_6:0)", "[6:0_12:0)", "[12:0_18:0)", "[18:0_24:0)");
    }
}
