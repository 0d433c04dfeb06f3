package tams.ingest.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import tams.ingest.client.Credentials;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.local.LocalTams;
import tams.ingest.local.RecordedStore;

/** Every form of a store that there is, over one real store, until closed. */
final class StoreForms implements AutoCloseable {

    private final Path data;
    private final Deque<Runnable> closing = new ArrayDeque<>();
    private final List<StoreForm> all = new ArrayList<>();

    private StoreForms() throws IOException {
        data = Files.createTempDirectory("store-forms");
    }

    /** The store itself; each personality over HTTP and in memory; a decorator that does nothing; the simulation's store. */
    static StoreForms start() throws IOException {
        StoreForms forms = new StoreForms();
        LocalTams local = LocalTams.start(RecordedStore.config(forms.data));
        forms.closing.push(local::close);
        forms.add("local-tams", Personality.LOCAL, local.url());
        for (Personality personality : Personality.ALL) {
            FaultyFront front = FaultyFront.before(local, personality, FaultScript.NONE);
            forms.closing.push(front::close);
            forms.add("front of " + personality, personality, front.url());
            forms.all.add(new StoreForm("memory of " + personality, personality, new MemoryStore(personality)));
        }
        AuditLog nothing = new AuditLog(FaultScript.NONE);
        forms.all.add(new StoreForm(
                "decorated memory",
                Personality.LOCAL,
                FaultyStore.around(new MemoryStore(Personality.LOCAL), nothing)));
        // For one thread alone, as the simulation is; what is around it lets one call in at a time.
        NastyStore nasty = new NastyStore(Weather.FAIR, StoreCharacter.STRICT, Files::readAllBytes);
        forms.all.add(
                new StoreForm("nasty store in fair weather", Personality.LOCAL, FaultyStore.around(nasty, nothing)));
        return forms;
    }

    private void add(String name, Personality personality, URI url) {
        HttpTamsStore store = HttpTamsStore.open(url, new Credentials.None());
        closing.push(store::close);
        all.add(new StoreForm(name, personality, store));
    }

    List<StoreForm> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() throws IOException {
        while (!closing.isEmpty()) {
            closing.pop().run();
        }
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).forEach(StoreForms::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
