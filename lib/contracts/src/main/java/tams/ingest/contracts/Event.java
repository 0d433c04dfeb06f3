package tams.ingest.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;

/**
 * A fact that travels on a topic.
 *
 * <p>Events grow by addition only: a field is never renamed, removed or given another meaning within a version.
 */
public sealed interface Event permits FeedFact, ClipEvent {

    /** What it is about, as CloudEvents has it: {@code feed/<id>} or {@code clip/<id>}. */
    @JsonIgnore
    String subject();

    /** The same for every repetition of the same fact. */
    @JsonIgnore
    UUID eventId();

    /** When it happened, for people; never used to order or to compute media time. */
    Instant at();
}
