package tams.ingest.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A TAMS store (API 8.2; 7.0 and later are tolerated).
 *
 * <p>Every method is one attempt: nothing is retried inside, save that an expired OAuth2 token is renewed once. Methods
 * block until the answer is there or their deadline has passed, and may be called from any number of threads. All of
 * them throw {@link StoreException}, which says what is known of the call's effect.
 */
public interface TamsStore extends AutoCloseable {

    /** Most segments of one {@link #register} call: the smallest cap known of a store (OpenTAMS). */
    int SEGMENTS_PER_CALL_MAX = 1_000;

    /** What the store says about itself. */
    Service service();

    /** A Flow; empty when the store has none of that id. */
    Optional<Flow> flow(UUID id);

    /**
     * Creates the Flow or replaces all of its metadata: tags that {@code flow} lacks are wiped. What only the store may
     * write ({@code timerange}, {@code collected_by}, dates, …) is left out. Repeating is safe.
     */
    PutResult putFlow(Flow flow);

    /** The Flows that match, from all pages. */
    List<Flow> flows(FlowQuery query);

    /** A Source; empty when the store has none of that id. A Source exists from the first Flow that names it. */
    Optional<Source> source(UUID id);

    /** The Sources that match, from all pages. */
    List<Source> sources(SourceQuery query);

    void setFlowLabel(UUID flow, String label);

    void setFlowDescription(UUID flow, String description);

    /** Sets one tag and leaves the others as they are. */
    void setFlowTag(UUID flow, String name, TagValue value);

    /** Forbids or allows changes to the Flow and its segments. */
    void setFlowReadOnly(UUID flow, boolean readOnly);

    void setSourceLabel(UUID source, String label);

    void setSourceDescription(UUID source, String description);

    /** Sets one tag and leaves the others as they are. */
    void setSourceTag(UUID source, String name, TagValue value);

    /**
     * Asks for places to upload objects of {@code flow} to.
     *
     * <p>A store may give fewer than asked for, and some ignore the ids asked for: compare {@link
     * Allocation#objectId()}. Not repeatable with the same ids: the store answers 400 once one of them exists.
     *
     * @return at least one
     */
    List<Allocation> allocate(UUID flow, StorageRequest request);

    /**
     * Uploads a file as one object, of the length it has when it is opened. Symbolic links are not followed. Repeating
     * with the same bytes is safe while the URL lives.
     *
     * @return what was sent, hashed on the way; the caller compares it with what it meant to send
     * @throws IOException when the file cannot be read, or is shorter than it was; the store may have part of it
     */
    Upload put(Allocation allocation, Path file) throws IOException;

    /**
     * Registers uploaded objects as segments of {@code flow}, {@link #SEGMENTS_PER_CALL_MAX} at most. Not repeatable:
     * after {@link Failure#UNKNOWN_OUTCOME} look for the segments first. Stores go on after a segment that fails.
     *
     * @return which segments the store refused; all others are registered
     */
    Registration register(UUID flow, List<SegmentPost> segments);

    /** The segments of {@code flow} that match, in the store's order, from all pages; empty for an unknown Flow. */
    List<Segment> segments(UUID flow, SegmentQuery query);

    /**
     * An object; empty while it is only allocated, or unknown, or where the store lacks the call (Eyevinn 0.3).
     */
    Optional<TamsObject> object(String id);

    /** Whether some Flow of the store has a segment with this object. */
    default boolean objectIsRegistered(String id) {
        return object(id).isPresent();
    }

    /**
     * Reads an object back.
     *
     * @param bytesMax a longer object is an error, after {@code bytesMax} bytes of it were written
     * @throws IOException when {@code to} fails
     */
    Download download(GetUrl from, OutputStream to, long bytesMax) throws IOException;

    /**
     * Reads an object back and holds it against what it should be.
     *
     * @param sha256 in lower-case hex
     * @throws IOException when {@code to} fails
     * @throws StoreException {@link Failure#REJECTED} when the object is another, after it was written
     */
    default Download download(GetUrl from, OutputStream to, String sha256, long bytes) throws IOException {
        Download got = download(from, to, bytes);
        if (got.bytes() != bytes || !got.sha256().equals(sha256)) {
            throw StoreException.of(
                    Failure.REJECTED,
                    "download",
                    200,
                    from.url() + " holds " + got.bytes() + " bytes with SHA-256 " + got.sha256() + ", not " + bytes
                            + " bytes with " + sha256);
        }
        return got;
    }

    /** Lets go of connections; calls under way go on. */
    @Override
    void close();
}
