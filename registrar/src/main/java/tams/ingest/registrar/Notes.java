package tams.ingest.registrar;

import java.util.List;
import tams.ingest.contracts.SegmentPlanned;

/** Where registrations say how far they have come. */
@FunctionalInterface
interface Notes {

    /** Returns once Kafka has all of them; those of one plan are written in their order. */
    void write(List<Noted> notes);

    /** A note about a plan. */
    record Noted(SegmentPlanned plan, RegistrationEffect.Note note) {}
}
