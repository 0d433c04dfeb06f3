package tams.ingest.contracts;

import java.util.UUID;

/** A fact about one clip. */
public sealed interface ClipEvent extends Event permits ClipDefined, ReferencePlanned {

    /** The clip it is about, by the id of its Source. */
    UUID clip();

    @Override
    default String subject() {
        return "clip/" + clip();
    }
}
