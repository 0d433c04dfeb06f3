package tams.ingest.registrar;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tams.ingest.client.Allocation;
import tams.ingest.client.TamsStore;
import tams.ingest.client.Upload;
import tams.ingest.contracts.ChunkFile;

/**
 * Sends files to the places that were given for them.
 *
 * <p>Holds the allocations, whose URLs are secrets, so that states and events need not.
 */
final class Uploads {

    private final TamsStore store;
    private final DropRoot root;
    private final StoreCalls calls;
    private final SideBySide sideBySide;
    private final Map<String, Allocation> places = new ConcurrentHashMap<>();

    Uploads(TamsStore store, DropRoot root, StoreCalls calls, SideBySide sideBySide) {
        this.store = store;
        this.root = root;
        this.calls = calls;
        this.sideBySide = sideBySide;
    }

    /** A place was given. */
    void expect(Allocation place) {
        places.put(place.objectId(), place);
    }

    List<RegistrationEvent> perform(List<Asked> asked) {
        return sideBySide.all(asked.stream()
                .<Supplier<RegistrationEvent>>map(one ->
                        () -> calls.attempt(one, () -> calls.carrying(() -> upload(one))))
                .toList());
    }

    private RegistrationEvent upload(Asked one) {
        String objectId = ((RegistrationEffect.Upload) one.action()).objectId();
        ChunkFile file = one.plan().file();
        Allocation place = places.get(objectId);
        if (place == null) {
            throw new IllegalStateException("nothing is allocated for object " + objectId);
        }
        DropRoot.Found found = root.find(file);
        if (found.file().isEmpty()) {
            return found.fault().orElseThrow();
        }
        try {
            long start = System.nanoTime();
            Upload sent = store.put(place, found.file().get());
            calls.watch().uploaded(System.nanoTime() - start, sent.bytes());
            return compare(file, sent);
        } catch (IOException e) {
            DropRoot.Found again = root.find(file);
            return again.fault().or(() -> root.unreadable(file, e).fault()).orElseThrow();
        }
    }

    private static RegistrationEvent compare(ChunkFile announced, Upload sent) {
        if (sent.bytes() == announced.bytes() && sent.sha256().equals(announced.sha256())) {
            return new RegistrationEvent.Uploaded();
        }
        return DropRoot.changed(announced, sent.bytes() + " bytes with SHA-256 " + sent.sha256())
                .fault()
                .orElseThrow();
    }
}
