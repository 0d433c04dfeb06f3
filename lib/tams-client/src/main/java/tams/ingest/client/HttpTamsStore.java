package tams.ingest.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A TAMS store over HTTP/1.1.
 *
 * <p>Redirects are never followed, and credentials go to the store's own origin alone, never with a pre-signed URL.
 */
public final class HttpTamsStore implements TamsApi {

    private final Address root;
    private final MetadataCalls metadata;
    private final IngestCalls ingest;
    private final MediaCalls media;
    private final HttpInstance instance;
    private final HttpFlows flows;
    private final HttpSources sources;
    private final HttpSegments segments;
    private final HttpObjects objects;
    private final HttpWebhooks webhooks;
    private final HttpDeletions deletions;

    private HttpTamsStore(Address root, HttpCalls calls, Authorizer authorizer, StoreOptions options) {
        this.root = root;
        Pages pages = new Pages(calls, authorizer);
        metadata = new MetadataCalls(calls);
        ingest = new IngestCalls(metadata, authorizer);
        media = new MediaCalls(calls, authorizer, options);
        Deletions deleting = new Deletions(metadata, authorizer);
        instance = new HttpInstance(root, metadata, pages);
        flows = new HttpFlows(root, metadata, pages, deleting);
        sources = new HttpSources(root, metadata, pages);
        segments = new HttpSegments(root, ingest, pages, deleting);
        objects = new HttpObjects(root, metadata, pages);
        webhooks = new HttpWebhooks(root, metadata, pages);
        deletions = new HttpDeletions(root, metadata, pages, length -> TimeUnit.NANOSECONDS.sleep(length.toNanos()));
    }

    /**
     * Opens a store; no call is made yet.
     *
     * @param url where the API's {@code /service} and {@code /flows} hang, e.g. {@code https://host/tams/v8.2}
     * @throws IllegalArgumentException when URL or options are not usable, saying why
     */
    public static HttpTamsStore open(URI url, Credentials credentials, StoreOptions options) {
        Address root = Address.of(url);
        HttpClient client = HttpCalls.client(options);
        @Nullable TokenSource tokens = null;
        if (credentials instanceof Credentials.OAuth2 oauth) {
            Authorizer nobody = new Authorizer(oauth.tokenUrl(), new Credentials.None(), null);
            HttpCalls calls = new HttpCalls(client, nobody, options.limits());
            tokens = new TokenSource(oauth, calls, options.listener(), System::nanoTime);
        }
        Authorizer authorizer = new Authorizer(root.uri(), credentials, tokens);
        return new HttpTamsStore(
                root, new HttpCalls(client, authorizer, options.limits(), options.listener()), authorizer, options);
    }

    /** Opens a store with {@link StoreOptions#DEFAULT} but for the limits. */
    public static HttpTamsStore open(URI url, Credentials credentials, StoreLimits limits) {
        return open(url, credentials, StoreOptions.DEFAULT.within(limits));
    }

    /** Opens a store with {@link StoreOptions#DEFAULT}. */
    public static HttpTamsStore open(URI url, Credentials credentials) {
        return open(url, credentials, StoreOptions.DEFAULT);
    }

    @Override
    public TamsInstance instance() {
        return instance;
    }

    @Override
    public TamsFlows flows() {
        return flows;
    }

    @Override
    public TamsSources sources() {
        return sources;
    }

    @Override
    public TamsSegments segments() {
        return segments;
    }

    @Override
    public TamsObjects objects() {
        return objects;
    }

    @Override
    public TamsWebhooks webhooks() {
        return webhooks;
    }

    @Override
    public TamsDeletions deletions() {
        return deletions;
    }

    @Override
    public Service service() {
        return instance.service();
    }

    @Override
    public Optional<Flow> flow(UUID id) {
        return flows.find(id);
    }

    @Override
    public PutResult putFlow(Flow flow) {
        return flows.put(flow);
    }

    @Override
    public List<Flow> flows(FlowQuery query) {
        return flows.list(query);
    }

    @Override
    public Optional<Source> source(UUID id) {
        return sources.find(id);
    }

    @Override
    public List<Source> sources(SourceQuery query) {
        return sources.list(query);
    }

    @Override
    public void setFlowLabel(UUID flow, String label) {
        flows.set(flow, FlowProperty.LABEL, label);
    }

    @Override
    public void setFlowDescription(UUID flow, String description) {
        flows.set(flow, FlowProperty.DESCRIPTION, description);
    }

    @Override
    public void setFlowTag(UUID flow, String name, TagValue value) {
        flows.setTag(flow, name, value);
    }

    @Override
    public void setFlowReadOnly(UUID flow, boolean readOnly) {
        flows.set(flow, FlowProperty.READ_ONLY, readOnly);
    }

    @Override
    public void setSourceLabel(UUID source, String label) {
        sources.set(source, SourceProperty.LABEL, label);
    }

    @Override
    public void setSourceDescription(UUID source, String description) {
        sources.set(source, SourceProperty.DESCRIPTION, description);
    }

    @Override
    public void setSourceTag(UUID source, String name, TagValue value) {
        sources.setTag(source, name, value);
    }

    @Override
    public List<Allocation> allocate(UUID flow, StorageRequest request) {
        return ingest.allocate(root.at("flows", flow, "storage"), request);
    }

    @Override
    public Upload put(Allocation allocation, Path file) throws IOException {
        return media.put(allocation, file);
    }

    @Override
    public Registration register(UUID flow, List<SegmentPost> posts) {
        return segments.register(flow, posts);
    }

    @Override
    public List<Segment> segments(UUID flow, SegmentQuery query) {
        return segments.list(flow, query);
    }

    @Override
    public Optional<TamsObject> object(String id) {
        return metadata.find("object", root.at("objects", id).with("accept_get_urls", ""), TamsObject.class);
    }

    @Override
    public Download download(GetUrl from, OutputStream to, long bytesMax) throws IOException {
        return media.download(from, to, bytesMax);
    }

    /** Idle connections close themselves; there is nothing else to let go of. */
    @Override
    public void close() {}
}
