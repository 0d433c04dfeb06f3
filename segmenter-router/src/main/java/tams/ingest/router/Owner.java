package tams.ingest.router;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Measurement.Kind;

/** Which kind of Flow owns a feed's segments. Once the first measurable chunk has fixed it, it stays. */
enum Owner {
    /** All tracks of a muxed stream, with the timerange of its reference essence: video, else the first audio. */
    MULTI("multi", Optional.empty()),
    VIDEO("video", Optional.of(Kind.VIDEO)),
    AUDIO("audio", Optional.of(Kind.AUDIO));

    private final String role;
    private final Optional<Kind> essence;

    Owner(String role, Optional<Kind> essence) {
        this.role = role;
        this.essence = essence;
    }

    String role() {
        return role;
    }

    /** Whether a stream of that kind can say where a chunk lies. */
    boolean refersTo(Kind kind) {
        return essence.map(only -> only == kind).orElse(kind != Kind.DATA);
    }

    /** What the feed table demands; null where it lets the first chunk decide. */
    static @Nullable Owner demandedBy(Feed.EssenceChoice choice) {
        return switch (choice) {
            case AUTO -> null;
            case MUXED -> MULTI;
            case VIDEO -> VIDEO;
            case AUDIO -> AUDIO;
        };
    }

    /** What follows from the tracks of a first chunk, at least one in all. */
    static Owner of(long videos, long audios) {
        if (videos + audios > 1 && audios > 0) {
            return MULTI;
        }
        return videos > 0 ? VIDEO : AUDIO;
    }
}
