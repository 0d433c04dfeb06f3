package tams.ingest.registrar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tams.ingest.client.Allocation;
import tams.ingest.client.StorageRequest;
import tams.ingest.client.StoreException;
import tams.ingest.client.TamsStore;

/** Asks for the places of several plans' objects in one call, and for fewer at a time where the store refuses the lot. */
final class Allocations {

    private final TamsStore store;
    private final StoreCalls calls;
    private final Uploads uploads;

    Allocations(TamsStore store, StoreCalls calls, Uploads uploads) {
        this.store = store;
        this.calls = calls;
        this.uploads = uploads;
    }

    /** Asks for all. @throws StoreException where the call failed for all alike */
    List<RegistrationEvent> perform(List<Asked> asked) {
        List<String> ids = asked.stream().map(Allocations::objectId).toList();
        List<Allocation> given;
        try {
            given = calls.joint(
                    asked, () -> store.allocate(asked.get(0).plan().flowId(), StorageRequest.ofObjects(ids)));
        } catch (StoreException e) {
            // One id that an earlier life used up is enough for a refusal of all.
            boolean oneOfThem = Classifier.trouble(StoreStep.ALLOCATE, e).reaction() == Reaction.DOUBT_ID;
            if (oneOfThem && asked.size() > 1) {
                return Halves.of(asked, this::perform, calls);
            }
            throw e;
        }
        return share(asked, given);
    }

    private static String objectId(Asked asked) {
        return ((RegistrationEffect.Allocate) asked.action()).objectId();
    }

    /** Each gets the place with its id, or one that the store named itself. */
    private List<RegistrationEvent> share(List<Asked> asked, List<Allocation> given) {
        Map<String, Allocation> named = new HashMap<>();
        given.forEach(place -> named.put(place.objectId(), place));
        List<Allocation> own =
                asked.stream().map(one -> named.get(objectId(one))).toList();
        Deque<Allocation> others = new ArrayDeque<>(
                given.stream().filter(place -> !own.contains(place)).toList());
        List<RegistrationEvent> events = new ArrayList<>();
        for (int index = 0; index < own.size(); index++) {
            Allocation place = own.get(index);
            if (place == null && !others.isEmpty()) {
                place = others.remove();
                calls.watch().storeNamesObjects();
            }
            events.add(place == null ? tooFew(asked, given.size(), index) : taken(place));
        }
        return events;
    }

    private RegistrationEvent taken(Allocation place) {
        uploads.expect(place);
        return new RegistrationEvent.Allocated(place.objectId());
    }

    private RegistrationEvent tooFew(List<Asked> asked, int given, int index) {
        return calls.failed(
                asked.get(index),
                Trouble.of(
                        StoreStep.ALLOCATE,
                        ErrorClass.STORE,
                        Reaction.REPEAT,
                        "cannot allocate storage: asked for " + asked.size() + " objects, the store gave " + given));
    }
}
