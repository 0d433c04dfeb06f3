package tams.ingest.client;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The service instance behind a store's URL. */
public interface TamsInstance {

    /** The paths that hang below the API's root, e.g. {@code flows}. */
    List<String> paths();

    /** What the store says about itself. */
    Service service();

    /** Renames the store; what is null stays. Repeating is safe. */
    void describe(@Nullable String name, @Nullable String description);

    /** The places where objects can be stored, from all pages. */
    List<StorageBackend> storageBackends();

    /** The Profiles from which Flows can be made (since 8.2), from all pages. */
    List<Profile> profiles();

    /** A Profile; empty when the store has none of that id, or no Profiles at all. */
    Optional<Profile> profile(UUID id);

    /** Adds a Profile, which cannot be changed afterwards. A store answers 400 when there is one of that id. */
    void addProfile(Profile profile);
}
