package tams.ingest.testbed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tams.ingest.client.Allocation;
import tams.ingest.client.Download;
import tams.ingest.client.Flow;
import tams.ingest.client.FlowQuery;
import tams.ingest.client.GetUrl;
import tams.ingest.client.PutResult;
import tams.ingest.client.Registration;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.Service;
import tams.ingest.client.Source;
import tams.ingest.client.SourceQuery;
import tams.ingest.client.StorageRequest;
import tams.ingest.client.StoreUrl;
import tams.ingest.client.TagValue;
import tams.ingest.client.TamsObject;
import tams.ingest.client.TamsStore;
import tams.ingest.client.Upload;
import tams.ingest.testbed.NastyAudit.Rule;

/**
 * A store in memory for simulations: by virtual time, with the truths about stores that hurt, and with others acting in
 * the midst of a call. For one thread, which may come back into it from {@link Weather#others}.
 *
 * <p>What it lacks throws {@link UnsupportedOperationException}: lists of Flows and Sources, and the Flows' single
 * properties save {@code read_only}.
 */
public final class NastyStore implements TamsStore {

    /** Reads a file as it is now. */
    public interface Disk {
        byte[] read(Path file) throws IOException;
    }

    private static final Duration HIDDEN = Duration.ofSeconds(2);

    private final Weather weather;
    private final StoreCharacter character;
    private final Disk disk;
    private final NastyFlows flows;
    private final NastyObjects objects;
    private final NastySegments segments;
    private final NastyAudit audit;
    private final NastyLine line;
    private final NastyRegistration registration;
    private int named;

    public NastyStore(Weather weather, StoreCharacter character, Disk disk) {
        this.weather = weather;
        this.character = character;
        this.disk = disk;
        this.flows = new NastyFlows(weather);
        this.objects = new NastyObjects(weather::nanos, character.keepsIds());
        this.segments = new NastySegments(weather::nanos);
        this.audit = new NastyAudit(segments, objects);
        this.line = new NastyLine(weather, audit);
        this.registration = new NastyRegistration(character, objects, segments, audit, weather);
    }

    /** What is there and what was done, whatever was answered. */
    public NastyAudit audit() {
        return audit;
    }

    /** Somebody else's segment, whose object is nowhere. */
    public void occupy(UUID flow, SegmentPost post) {
        var unused = segments.write(flow, post, Duration.ZERO);
    }

    @Override
    public Service service() {
        return line.call(
                StoreCall.SERVICE,
                () -> new Service("nasty", null, "urn:x-tams:service", "8.2", null, null, null, Map.of()));
    }

    @Override
    public Optional<Flow> flow(UUID id) {
        return line.call(StoreCall.FLOW, () -> flows.find(id));
    }

    @Override
    public PutResult putFlow(Flow flow) {
        return line.call(StoreCall.FLOW, () -> flows.put(flow));
    }

    @Override
    public void setFlowReadOnly(UUID flow, boolean readOnly) {
        flows.setReadOnly(flow, readOnly);
    }

    @Override
    public List<Allocation> allocate(UUID flow, StorageRequest request) {
        List<String> asked = request.objectIds();
        List<String> ids = new ArrayList<>(asked == null ? List.of() : asked);
        while (asked == null && ids.size() < (request.limit() == null ? 1 : request.limit())) {
            ids.add("named-by-store-" + named++);
        }
        Mishap mishap = line.at(StoreCall.ALLOCATE);
        flows.trouble(mishap, flow);
        return line.call(StoreCall.ALLOCATE, mishap, () -> allocated(flow, ids));
    }

    private List<Allocation> allocated(UUID flow, List<String> ids) {
        flows.requireWritable(StoreCall.ALLOCATE, flow);
        List<Allocation> given = new ArrayList<>();
        for (String id : ids) {
            if (!objects.allocate(id, flow)) {
                audit.applied(Rule.ID_TAKEN);
                throw StoreRefusals.answered(StoreCall.ALLOCATE, 400, "object exists");
            }
            StoreUrl url = StoreUrl.of(NastySegments.URL + id + "?" + NastyAudit.SIGNATURE);
            given.add(new Allocation(id, url, "video/mp2t", Map.of(), true, weather.nanos()));
        }
        return given;
    }

    @Override
    public Upload put(Allocation allocation, Path file) throws IOException {
        byte[] bytes = disk.read(file);
        return line.call(StoreCall.UPLOAD, () -> {
            if (!objects.upload(allocation.objectId(), bytes)) {
                audit.applied(Rule.URL_EXPIRED);
                throw StoreRefusals.answered(StoreCall.UPLOAD, 403, "AccessDenied", null);
            }
            return new Upload(Digests.sha256(bytes), bytes.length, 200, null);
        });
    }

    @Override
    public Registration register(UUID flow, List<SegmentPost> posts) {
        Mishap mishap = line.at(StoreCall.REGISTER);
        flows.trouble(mishap, flow);
        if (mishap == Mishap.LIED) {
            return new Registration(List.of(), 201);
        }
        if (mishap == Mishap.CLAIMED) {
            posts.forEach(post -> objects.claim(post.objectId()));
        }
        Duration unlisted = mishap == Mishap.HIDDEN ? HIDDEN : character.listsAfter();
        return line.call(StoreCall.REGISTER, mishap, () -> {
            flows.requireWritable(StoreCall.REGISTER, flow);
            return registration.register(flow, posts, mishap, unlisted);
        });
    }

    @Override
    public List<Segment> segments(UUID flow, SegmentQuery query) {
        return line.call(StoreCall.SEGMENTS, () -> flows.isUnknown(flow) ? List.of() : segments.matching(flow, query));
    }

    @Override
    public Optional<TamsObject> object(String id) {
        return line.call(
                StoreCall.OBJECT,
                () -> objects.isClaimed(id)
                        ? Optional.of(new TamsObject(id, List.of(), null, null, List.of(), Map.of()))
                        : Optional.empty());
    }

    @Override
    public Download download(GetUrl from, OutputStream to, long bytesMax) throws IOException {
        String url = from.url().reveal();
        byte[] bytes = objects.bytes(url.substring(NastySegments.URL.length(), url.indexOf('?')));
        if (bytes == null) {
            throw StoreRefusals.answered(StoreCall.DOWNLOAD, 404, "NoSuchKey", null);
        }
        to.write(bytes);
        return new Download(Digests.sha256(bytes), bytes.length);
    }

    @Override
    public Optional<Source> source(UUID id) {
        return line.call(StoreCall.FLOW, () -> flows.source(id));
    }

    @Override
    public void setSourceLabel(UUID source, String label) {
        flows.change(source, old -> NastyFlows.labelled(old, label));
    }

    @Override
    public void setSourceDescription(UUID source, String description) {
        flows.change(source, old -> NastyFlows.described(old, description));
    }

    @Override
    public void setSourceTag(UUID source, String name, TagValue value) {
        flows.change(source, old -> NastyFlows.tagged(old, name, value));
    }

    @Override
    public List<Flow> flows(FlowQuery query) {
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
    public void close() {
        // Nothing is held open.
    }
}
