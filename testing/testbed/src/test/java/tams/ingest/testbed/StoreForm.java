package tams.ingest.testbed;

import java.util.Optional;
import tams.ingest.client.TamsApi;
import tams.ingest.client.TamsStore;

/** One of the forms in which tests have a store, with what is to be expected of it. */
record StoreForm(String name, Personality personality, TamsStore store) {

    /** All of the API, where the form has it. */
    Optional<TamsApi> api() {
        return store instanceof TamsApi api ? Optional.of(api) : Optional.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}
