package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tams.ingest.client.TagValue;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Goal: a tag says where an edit came from, and whatever else somebody writes into it harms nobody. */
class ProvenanceTest {

    private static final UUID ID = UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2");

    private static final Provenance.Part PART =
            new Provenance.Part(ID, TimeRange.parse("[10:0_12:500000000)"), Timestamp.parse("-3:40000000"));

    @Test
    void readsWhatItWrites() {
        Provenance.Part later = new Provenance.Part(ID, TimeRange.parse("[20:0_21:0)"), Timestamp.parse("7:0"));

        assertThat(Provenance.parts(Provenance.tag(List.of(PART, later)))).containsExactly(PART, later);
    }

    @Test
    void countsWhatIsTooMuchToName() {
        TagValue tag = Provenance.tag(Collections.nCopies(Provenance.PARTS_MAX + 3, PART));

        assertThat(tag.toString()).endsWith("; 3 more");
        assertThat(Provenance.parts(tag)).hasSize(Provenance.PARTS_MAX);
    }

    @Test
    void passesOverWhatIsNone() {
        String words =
                "anything; " + ID + " [5:0_1:0_) at 0:0; " + PART + "; " + ID + " [0:0_1:0) at 99999999999999999:0";

        assertThat(Provenance.parts(TagValue.of(words))).containsExactly(PART);
    }
}
