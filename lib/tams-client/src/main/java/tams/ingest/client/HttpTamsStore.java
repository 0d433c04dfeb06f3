package tams.ingest.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A TAMS store over HTTP/1.1. Redirects are never followed. */
public final class HttpTamsStore implements TamsStore {

    private HttpTamsStore() {}

    /**
     * Opens a store; no call is made yet.
     *
     * @param url where the API's {@code /service} and {@code /flows} hang, e.g. {@code https://host/tams/v8.2}
     * @throws IllegalArgumentException when the URL is not usable, saying why
     */
    public static HttpTamsStore open(URI url, Credentials credentials, StoreLimits limits) {
        throw new UnsupportedOperationException("not yet: " + url + credentials + limits);
    }

    public static HttpTamsStore open(URI url, Credentials credentials) {
        return open(url, credentials, StoreLimits.DEFAULT);
    }

    @Override
    public Service service() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Flow> flow(UUID id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PutResult putFlow(Flow flow) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Flow> flows(FlowQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Source> source(UUID id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Source> sources(SourceQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setFlowLabel(UUID flow, String label) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setFlowDescription(UUID flow, String description) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setFlowTag(UUID flow, String name, TagValue value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setFlowReadOnly(UUID flow, boolean readOnly) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setSourceLabel(UUID source, String label) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setSourceDescription(UUID source, String description) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setSourceTag(UUID source, String name, TagValue value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Allocation> allocate(UUID flow, StorageRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Upload put(Allocation allocation, Path file) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registration register(UUID flow, List<SegmentPost> segments) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Segment> segments(UUID flow, SegmentQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<TamsObject> object(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Download download(GetUrl from, OutputStream to, long bytesMax) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
