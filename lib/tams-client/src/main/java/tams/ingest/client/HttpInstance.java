package tams.ingest.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The service instance over HTTP. */
final class HttpInstance implements TamsInstance {

    private final Address root;
    private final Address service;
    private final MetadataCalls calls;
    private final Pages pages;

    HttpInstance(Address root, MetadataCalls calls, Pages pages) {
        this.root = root;
        this.service = root.at("service");
        this.calls = calls;
        this.pages = pages;
    }

    @Override
    public List<String> paths() {
        return List.of(calls.read("root", root.slashed(), String[].class));
    }

    @Override
    public Service service() {
        return calls.read("service", service, Service.class);
    }

    @Override
    public void describe(@Nullable String name, @Nullable String description) {
        Map<String, String> said = new LinkedHashMap<>();
        if (name != null) {
            said.put("name", name);
        }
        if (description != null) {
            said.put("description", description);
        }
        calls.change(MetadataCalls.call("describe service", Effect.SET, "POST", service), service, said);
    }

    @Override
    public List<StorageBackend> storageBackends() {
        return pages.all("storage backends", service.at("storage-backends"), StorageBackend.class);
    }

    @Override
    public List<Profile> profiles() {
        return pages.all("profiles", service.at("profiles"), Profile.class);
    }

    @Override
    public Optional<Profile> profile(UUID id) {
        return calls.find("profile", service.at("profiles", id), Profile.class);
    }

    @Override
    public void addProfile(Profile profile) {
        Address address = service.at("profiles", profile.id());
        calls.change(MetadataCalls.call("add profile", Effect.CREATE, "POST", address), address, profile);
    }
}
