package tams.ingest.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Objects over HTTP. */
final class HttpObjects implements TamsObjects {

    private final Address objects;
    private final MetadataCalls calls;
    private final Pages pages;

    HttpObjects(Address root, MetadataCalls calls, Pages pages) {
        objects = root.at("objects");
        this.calls = calls;
        this.pages = pages;
    }

    @Override
    public Optional<TamsObject> find(String id, ObjectQuery query) {
        Address first = query.urls().applyTo(objects.at(id)).with(query.flowTags());
        List<TamsObject> found = new ArrayList<>(1);
        try {
            pages.walk("object", first, (call, answer) -> {
                TamsObject page = MetadataCalls.body(call, answer, TamsObject.class);
                found.add(found.isEmpty() ? page : found.remove(0).and(page.referencedByFlows()));
                return Pages.hasRoom(call, found.get(0).referencedByFlows().size());
            });
        } catch (StoreException e) {
            if (e.status() == 404 && found.isEmpty()) {
                return Optional.empty();
            }
            throw e;
        }
        return found.stream().findFirst();
    }

    @Override
    public void copyTo(String id, UUID storageId) {
        addInstance(id, "copy object", Map.of("storage_id", storageId));
    }

    @Override
    public void addUrl(String id, StoreUrl url, String label) {
        addInstance(id, "add object url", new SegmentPost.ExternalUrl(url, label));
    }

    private void addInstance(String id, String name, Object instance) {
        Address address = objects.at(id, "instances");
        calls.change(MetadataCalls.call(name, Effect.CREATE, "POST", address), address, instance);
    }

    @Override
    public boolean removeCopy(String id, UUID storageId) {
        return calls.remove("remove object copy", objects.at(id, "instances").with("storage_id", storageId));
    }

    @Override
    public boolean removeUrl(String id, String label) {
        return calls.remove("remove object url", objects.at(id, "instances").with("label", label));
    }
}
