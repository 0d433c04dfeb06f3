package tams.ingest.client;

/**
 * All of the TAMS API 8.2: what an ingest needs of it as a {@link TamsStore}, and everything else in groups.
 *
 * <p>What is true of {@link TamsStore} is true of every group: one attempt per method, blocking, thread-safe, and {@link
 * StoreException} for whatever does not succeed. Two methods make several calls and say so: {@link TamsFlows#change} and
 * {@link TamsDeletions#follow}. The groups live as long as the store they were asked of.
 */
public interface TamsApi extends TamsStore {

    /** The service instance itself: its name, its storage back-ends, its Profiles. */
    TamsInstance instance();

    /** Flows and everything that hangs on one, save its segments. */
    TamsFlows flows();

    /** Sources. */
    TamsSources sources();

    /** Segments of Flows. */
    TamsSegments segments();

    /** Objects and the places where they lie. */
    TamsObjects objects();

    /** Who is told of what happens in the store. */
    TamsWebhooks webhooks();

    /** Deletions that the store goes on with after its answer. */
    TamsDeletions deletions();
}
