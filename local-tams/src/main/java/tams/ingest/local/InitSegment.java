package tams.ingest.local;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The initialisation segment of fragmented media: an object of its own that many media objects name (TAMS ADR 0045).
 *
 * <p>It is registered by the first media object that names it, on the Flow it was allocated for, and goes with the last.
 */
final class InitSegment {

    private InitSegment() {}

    /**
     * The initialisation segment of a new media object, if it names one that is yet to be registered.
     *
     * @throws Refusal 400 when it is not allocated, not uploaded, or a media object itself
     */
    static Optional<ObjectTable.Row> check(Registration registration, NewSegment segment) throws SQLException {
        @Nullable String id = segment.initObjectId();
        if (id == null) {
            return Optional.empty();
        }
        ObjectTable.Row known = ObjectTable.find(registration.sql(), id)
                .orElseThrow(() -> Refusal.badRequest(
                        "unknown_object",
                        "init_object_id " + id + " was never allocated here, or its time is over: POST /flows/"
                                + registration.flow().id() + "/storage, upload, then register"));
        if (id.equals(segment.objectId()) || (known.isRegistered() && !known.init())) {
            throw Refusal.badRequest(
                    "media_as_init",
                    "object " + id + " is a media object: an initialisation segment is one of its own");
        }
        if (known.isRegistered()) {
            return Optional.empty();
        }
        registration.checkUploaded(known);
        return Optional.of(known);
    }

    static void register(Registration registration, ObjectTable.Row allocated) throws SQLException {
        ObjectTable.register(
                registration.sql(),
                new ObjectTable.Row(
                        allocated.id(),
                        allocated.flowId(),
                        allocated.storageKey(),
                        registration.flow().id(),
                        null,
                        null,
                        true,
                        null));
    }
}
