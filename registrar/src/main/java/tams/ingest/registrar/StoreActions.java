package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tams.ingest.client.StoreException;
import tams.ingest.client.TamsStore;

/**
 * The actions of plans of one Flow on a TAMS store. Used by one thread at a time.
 *
 * <p>What several plans ask for at the same time is one call where the API has one for many: storage, segments, and
 * looking at them. Uploads run side by side.
 */
final class StoreActions implements Actions {

    private final TamsStore store;
    private final FlowKeeper flows;
    private final DropRoot root;
    private final StoreCalls calls;
    private final Uploads uploads;
    private final Allocations allocations;
    private final Registrations registrations;
    private final Looks looks;

    StoreActions(TamsStore store, FlowKeeper flows, DropRoot root, StoreCalls calls, SideBySide sideBySide) {
        this.store = store;
        this.flows = flows;
        this.root = root;
        this.calls = calls;
        this.uploads = new Uploads(store, root, calls, sideBySide);
        this.allocations = new Allocations(store, calls, uploads);
        this.registrations = new Registrations(store, calls);
        this.looks = new Looks(store, calls);
    }

    @Override
    public List<RegistrationEvent> perform(List<Asked> asked) {
        Map<Class<?>, List<Integer>> kinds = new LinkedHashMap<>();
        for (int index = 0; index < asked.size(); index++) {
            kinds.computeIfAbsent(asked.get(index).action().getClass(), any -> new ArrayList<>())
                    .add(index);
        }
        RegistrationEvent[] events = new RegistrationEvent[asked.size()];
        kinds.values().forEach(alike -> {
            List<RegistrationEvent> some =
                    performAlike(alike.stream().map(asked::get).toList());
            for (int index = 0; index < alike.size(); index++) {
                events[alike.get(index)] = some.get(index);
            }
        });
        return Arrays.asList(events);
    }

    private List<RegistrationEvent> performAlike(List<Asked> asked) {
        Asked first = asked.get(0);
        if (first.action() instanceof RegistrationEffect.Allocate) {
            return guarded(asked, allocations::perform);
        }
        if (first.action() instanceof RegistrationEffect.Upload) {
            return uploads.perform(asked);
        }
        if (first.action() instanceof RegistrationEffect.Register) {
            return guarded(asked, registrations::perform);
        }
        if (first.action() instanceof RegistrationEffect.Look) {
            return guarded(asked, looks::perform);
        }
        if (first.action() instanceof RegistrationEffect.LookAtFlow) {
            RegistrationEvent seen = calls.attempt(first, () -> act(first));
            return asked.stream().map(any -> seen).toList();
        }
        return oneByOne(asked);
    }

    /** Makes events of what a joint call throws. */
    private List<RegistrationEvent> guarded(List<Asked> asked, Function<List<Asked>, List<RegistrationEvent>> call) {
        try {
            return call.apply(asked);
        } catch (StoreException e) {
            RegistrationEvent failed = calls.failed(asked.get(0), e);
            return asked.stream().map(any -> failed).toList();
        } catch (RuntimeException e) {
            RegistrationEvent mistake = calls.mistaken(asked.get(0), e);
            return asked.stream().map(any -> mistake).toList();
        }
    }

    /** What fails for all alike is not tried for each. */
    private List<RegistrationEvent> oneByOne(List<Asked> asked) {
        List<RegistrationEvent> events = new ArrayList<>();
        for (Asked one : asked) {
            RegistrationEvent last = events.isEmpty() ? null : events.get(events.size() - 1);
            boolean alike = last instanceof RegistrationEvent.Failed failed
                    && failed.trouble().errorClass().isStoreWide();
            events.add(alike ? last : calls.attempt(one, () -> act(one)));
        }
        return events;
    }

    private RegistrationEvent act(Asked one) {
        if (one.action() instanceof RegistrationEffect.PrepareFlows) {
            return flows.prepare(one.plan());
        }
        if (one.action() instanceof RegistrationEffect.LookAtSource) {
            return root.find(one.plan().file())
                    .fault()
                    .<RegistrationEvent>map(fault -> fault)
                    .orElseGet(RegistrationEvent.SourceThere::new);
        }
        if (one.action() instanceof RegistrationEffect.LookAtObject look) {
            return new RegistrationEvent.ObjectSeen(store.objectIsRegistered(look.objectId()));
        }
        if (one.action() instanceof RegistrationEffect.LookAtFlow) {
            return new RegistrationEvent.FlowSeen(flows.look(one.plan().flowId()));
        }
        throw new IllegalStateException(
                "not an action on a store: " + one.action().getClass().getSimpleName());
    }
}
