package tams.ingest.cli;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ClipDefined;

/** What the services are told of a clip, so that what is registered later reaches it. */
final class GrowingClip {

    private GrowingClip() {}

    /**
     * A clip of one original.
     *
     * @param delay null for none
     * @throws CheckFailedException for an original of more Flows than are followed
     */
    static ClipDefined of(ClipRequest request, Edit edit, String label, @Nullable Duration delay) {
        ClipRequest.Part part = request.parts().get(0);
        if (edit.tracks().size() > ClipDefined.TRACKS_MAX) {
            throw new CheckFailedException(
                    part.place() + ": the original has " + edit.tracks().size() + " Flows, and a clip follows "
                            + ClipDefined.TRACKS_MAX + " at most: name one with --from-flow");
        }
        List<ClipDefined.Track> tracks = edit.tracks().stream()
                .map(track -> new ClipDefined.Track(track.flow().id(), track.from()))
                .toList();
        return new ClipDefined(
                edit.sourceId(),
                label,
                part.range(),
                part.shift(),
                request.wholeSegments(),
                delay,
                tracks,
                Clock.systemUTC().instant());
    }
}
