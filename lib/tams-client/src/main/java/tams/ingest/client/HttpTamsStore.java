package tams.ingest.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A TAMS store over HTTP/1.1.
 *
 * <p>Redirects are never followed, and credentials go to the store's own origin alone, never with a pre-signed URL.
 */
public final class HttpTamsStore implements TamsStore {

    private final Address root;
    private final Pages pages;
    private final MetadataCalls metadata;
    private final IngestCalls ingest;
    private final MediaCalls media;

    private HttpTamsStore(Address root, HttpCalls calls, Authorizer authorizer) {
        this.root = root;
        pages = new Pages(calls, authorizer);
        metadata = new MetadataCalls(calls);
        ingest = new IngestCalls(metadata, authorizer);
        media = new MediaCalls(calls, authorizer);
    }

    /**
     * Opens a store; no call is made yet.
     *
     * @param url where the API's {@code /service} and {@code /flows} hang, e.g. {@code https://host/tams/v8.2}
     * @throws IllegalArgumentException when the URL is not usable, saying why
     */
    public static HttpTamsStore open(URI url, Credentials credentials, StoreLimits limits) {
        Address root = Address.of(url);
        HttpClient client = HttpCalls.client(limits);
        @Nullable TokenSource tokens = null;
        if (credentials instanceof Credentials.OAuth2 oauth) {
            Authorizer nobody = new Authorizer(oauth.tokenUrl(), new Credentials.None(), null);
            tokens = new TokenSource(oauth, new HttpCalls(client, nobody, limits), System::nanoTime);
        }
        Authorizer authorizer = new Authorizer(root.uri(), credentials, tokens);
        return new HttpTamsStore(root, new HttpCalls(client, authorizer, limits), authorizer);
    }

    /** Opens a store with {@link StoreLimits#DEFAULT}. */
    public static HttpTamsStore open(URI url, Credentials credentials) {
        return open(url, credentials, StoreLimits.DEFAULT);
    }

    @Override
    public Service service() {
        return metadata.read("service", root.at("service"), Service.class);
    }

    @Override
    public Optional<Flow> flow(UUID id) {
        return metadata.find("flow", root.at("flows", id), Flow.class);
    }

    @Override
    public PutResult putFlow(Flow flow) {
        return metadata.put(root.at("flows", flow.id()), flow);
    }

    @Override
    public List<Flow> flows(FlowQuery query) {
        Address address = root.at("flows")
                .with("source_id", query.sourceId())
                .with("format", query.format())
                .with("codec", query.codec())
                .with("label", query.label())
                .with("timerange", query.timerange());
        return pages.read("flows", address, Flow.class, flow -> true, null);
    }

    @Override
    public Optional<Source> source(UUID id) {
        return metadata.find("source", root.at("sources", id), Source.class);
    }

    @Override
    public List<Source> sources(SourceQuery query) {
        Address address = root.at("sources").with("format", query.format()).with("label", query.label());
        return pages.read("sources", address, Source.class, source -> true, null);
    }

    @Override
    public void setFlowLabel(UUID flow, String label) {
        metadata.set("set label", root.at("flows", flow, "label"), label);
    }

    @Override
    public void setFlowDescription(UUID flow, String description) {
        metadata.set("set description", root.at("flows", flow, "description"), description);
    }

    @Override
    public void setFlowTag(UUID flow, String name, TagValue value) {
        metadata.set("set tag", root.at("flows", flow, "tags", name), value);
    }

    @Override
    public void setFlowReadOnly(UUID flow, boolean readOnly) {
        metadata.set("set read-only", root.at("flows", flow, "read_only"), readOnly);
    }

    @Override
    public void setSourceLabel(UUID source, String label) {
        metadata.set("set label", root.at("sources", source, "label"), label);
    }

    @Override
    public void setSourceDescription(UUID source, String description) {
        metadata.set("set description", root.at("sources", source, "description"), description);
    }

    @Override
    public void setSourceTag(UUID source, String name, TagValue value) {
        metadata.set("set tag", root.at("sources", source, "tags", name), value);
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
    public Registration register(UUID flow, List<SegmentPost> segments) {
        return ingest.register(root.at("flows", flow, "segments"), segments);
    }

    @Override
    public List<Segment> segments(UUID flow, SegmentQuery query) {
        Address address = root.at("flows", flow, "segments")
                .with("timerange", query.timerange())
                .with("object_id", query.objectId())
                .with("reverse_order", query.reverse() ? true : null)
                .with("accept_get_urls", query.acceptGetUrls() == null ? null : String.join(",", query.acceptGetUrls()))
                .with("include_object_timerange", query.objectTimerange() ? true : null);
        try {
            return pages.read(
                    "segments",
                    address,
                    Segment.class,
                    segment -> query.objectId() == null || query.objectId().equals(segment.objectId()),
                    query.limit());
        } catch (StoreException e) {
            // The specification has an empty list for an unknown Flow; OpenTAMS answers 404.
            if (e.status() == 404) {
                return List.of();
            }
            throw e;
        }
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
