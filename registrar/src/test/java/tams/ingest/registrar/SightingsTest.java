package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.client.Segment;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;

class SightingsTest {

    private static final SegmentPlanned PLAN =
            Plans.of("camera-1", new ChunkFile("camera-1/a.ts", 10, "0".repeat(64)), 1, List.of(Plans.VIDEO));
    private static final String OWN = PLAN.job() + "-g1";

    private static Segment segment(String object, String range) {
        return new Segment(object, TimeRange.parse(range), null, null, null, null, List.of(), Map.of());
    }

    /** The plan lies at [6:0_12:0). OWN is its object, OLD one of an earlier generation, the rest are others'. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "OWN [6:0_12:0)                  | Complete",
                "OLD [6:0_12:0)                  | Complete",
                "OWN [6:0_12:0] x [12:0_18:0)    | Elsewhere",
                "OWN [7:0_13:0)                  | Elsewhere",
                "OLD [0:0_6:0)                   | Elsewhere",
                "x [6:0_12:0)                    | Taken",
                "x [11:999999999_18:0)           | Taken",
                "x [0:0_6:0)                     | Missing",
                "x [12:0_18:0)                   | Missing",
                "x [0:0_6:0) OWN [6:0_12:0)      | Complete",
            })
    void tellsOurOwnFromAConflict(String listing, String expected) {
        List<Segment> listed = new ArrayList<>();
        String[] words = listing.strip().split(" ", -1);
        for (int word = 0; word < words.length; word += 2) {
            String object = words[word].replace("OWN", OWN).replace("OLD", PLAN.job() + "-g0");
            listed.add(segment(object, words[word + 1]));
        }

        assertThat(Sightings.of(PLAN, OWN, true, listed).getClass().getSimpleName())
                .isEqualTo(expected);
    }

    @Test
    void knowsAnEarlierLifesObjectByItsTimeWhereTheStoreNamesObjects() {
        List<Segment> listed = List.of(segment("theirs-1", "[6:0_12:0)"));

        assertThat(Sightings.of(PLAN, "theirs-2", false, listed))
                .isEqualTo(new RegistrationEvent.Sighting.Complete("theirs-1"));
    }

    @Test
    void asksOnlyForTheSegmentsThatAreNotThere() {
        SegmentPlanned.Segment first = PLAN.segments().get(0);
        SegmentPlanned.Segment second =
                new SegmentPlanned.Segment(TimeRange.parse("[12:0_13:0)"), first.tsOffset(), null, null, null);
        SegmentPlanned both = new SegmentPlanned(
                PLAN.feed(),
                PLAN.arrival(),
                PLAN.file(),
                PLAN.flowId(),
                PLAN.job(),
                List.of(first, second),
                PLAN.flows(),
                null,
                PLAN.settings(),
                PLAN.at());

        assertThat(Sightings.of(both, OWN, true, List.of(segment(OWN, "[6:0_12:0)"))))
                .isEqualTo(new RegistrationEvent.Sighting.Missing(List.of(second)));
    }
}
