package tams.ingest.registrar;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.client.CollectedFlow;
import tams.ingest.client.Flow;
import tams.ingest.client.FlowBuilder;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.SegmentPlanned;

/**
 * Sees to it that the Flows of a plan exist: creates what never was, never overwrites, never brings back what somebody
 * deleted. Thread-safe; two feeds of one Flow may both create it, which changes nothing.
 */
final class FlowKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(FlowKeeper.class);

    /** Changes of different Flows seldom wait for each other. */
    private static final int LOCKS = 64;

    private final TamsStore store;
    private final Predicate<UUID> hadSegments;
    private final Map<UUID, Flow> known = new ConcurrentHashMap<>();
    private final Set<UUID> everSeen = ConcurrentHashMap.newKeySet();
    private final SourceNames sources;
    private final List<Object> locks = Stream.generate(Object::new).limit(LOCKS).toList();
    private volatile @Nullable StatusMark statusMark;

    /**
     * Knows no Flow yet.
     *
     * @param hadSegments whether the ledger has a registered segment of a Flow, which therefore existed
     */
    FlowKeeper(TamsStore store, Predicate<UUID> hadSegments) {
        this.store = store;
        this.hadSegments = hadSegments;
        this.sources = new SourceNames(store);
    }

    /** One message for one situation, wherever it is found. */
    static String gone(UUID flow) {
        return "Flow " + flow
                + " is not in the store any more, and is not made again by itself: put it back, or give the feed another";
    }

    /** Looks and creates. @throws tams.ingest.client.StoreException when a call fails; calling again is safe */
    RegistrationEvent prepare(SegmentPlanned plan) {
        SegmentPlanned.Flow planned = plan.flows().get(0);
        Optional<Flow> owner = find(planned.id());
        if (owner.isEmpty() && isGone(planned.id(), true)) {
            return new RegistrationEvent.FlowsUnfit("FLOW_GONE", gone(planned.id()));
        }
        // A collection's members have to be there before it.
        return members(plan, owner)
                .or(() -> FlowDescription.of(plan, planned)
                        .map(wanted -> ensure(wanted, true))
                        .orElseGet(() -> undescribed(planned)))
                .<RegistrationEvent>map(unfit -> unfit)
                .orElseGet(() -> joined(plan));
    }

    private Optional<RegistrationEvent.FlowsUnfit> members(SegmentPlanned plan, Optional<Flow> owner) {
        for (SegmentPlanned.Flow planned : plan.flows().subList(1, plan.flows().size())) {
            Optional<Flow> wanted = FlowDescription.of(plan, planned);
            boolean settled = owner.isPresent() && Membership.knows(owner.get(), planned.role());
            if (wanted.isEmpty() || (settled && isAbsent(planned.id()))) {
                continue;
            }
            Optional<RegistrationEvent.FlowsUnfit> unfit = ensure(wanted.get(), false);
            if (unfit.isPresent()) {
                return unfit;
            }
        }
        return Optional.empty();
    }

    /** Whether somebody deleted a track's Flow; asked once. */
    private boolean isAbsent(UUID id) {
        if (!known.containsKey(id) && (everSeen.contains(id) || find(id).isEmpty())) {
            everSeen.add(id);
            return true;
        }
        return false;
    }

    /** Puts tracks that came late into the owner's collection. */
    private RegistrationEvent joined(SegmentPlanned plan) {
        Flow owner = known.get(plan.flowId());
        if (owner != null && plan.flows().get(0).essence() == null) {
            List<CollectedFlow> there = FlowDescription.collection(plan).stream()
                    .filter(member -> known.containsKey(member.id()))
                    .toList();
            if (!Membership.joined(owner, there).equals(owner)) {
                change(owner.id(), fresh -> Membership.joined(fresh, there));
                LOG.atInfo().addKeyValue("flowId", owner.id()).log("a track joined the collection");
            }
        }
        return new RegistrationEvent.FlowsReady();
    }

    /**
     * Reads a Flow, changes it and puts it back: nothing that {@code change} does not touch is lost. Puts nothing where
     * nothing changes, and never makes a Flow.
     */
    void change(UUID id, UnaryOperator<Flow> change) {
        synchronized (locks.get(Math.floorMod(id.hashCode(), locks.size()))) {
            Optional<Flow> before = store.flow(id);
            if (before.isEmpty()) {
                return;
            }
            Flow after = change.apply(before.get());
            if (!after.equals(before.get())) {
                store.putFlow(after);
            }
            remember(after);
        }
    }

    /** Where the store's Flows say whether content is coming; asked once. */
    StatusMark statusMark() {
        StatusMark mark = statusMark;
        if (mark == null) {
            mark = StatusMark.of(store.service());
            statusMark = mark;
        }
        return mark;
    }

    private Optional<Flow> find(UUID id) {
        Flow cached = known.get(id);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<Flow> found = store.flow(id);
        found.ifPresent(flow -> {
            if (flow.tags().containsKey(FlowDescription.FEED_TAG)) {
                // Ours: an earlier life may have ended between the Flow and its Source's name.
                sources.doubt(id);
            }
            remember(flow);
        });
        return found;
    }

    private boolean isGone(UUID id, boolean owner) {
        if (owner && hadSegments.test(id)) {
            everSeen.add(id);
        }
        return everSeen.contains(id);
    }

    /** Reads the owner Flow anew. */
    RegistrationEvent.FlowCondition look(UUID id) {
        Optional<Flow> found = store.flow(id);
        if (found.isEmpty()) {
            known.remove(id);
            everSeen.add(id);
            return RegistrationEvent.FlowCondition.ABSENT;
        }
        Flow flow = found.get();
        remember(flow);
        if (Boolean.TRUE.equals(flow.readOnly())) {
            return RegistrationEvent.FlowCondition.READ_ONLY;
        }
        return flow.container() == null
                ? RegistrationEvent.FlowCondition.NO_CONTAINER
                : RegistrationEvent.FlowCondition.FIT;
    }

    private Optional<RegistrationEvent.FlowsUnfit> ensure(Flow wanted, boolean owner) {
        Optional<Flow> found = find(wanted.id());
        if (found.isEmpty()) {
            if (isGone(wanted.id(), owner)) {
                return unfit("FLOW_GONE", gone(wanted.id()));
            }
            create(wanted, owner);
        } else {
            Optional<String> difference = FlowDescription.difference(wanted, found.get());
            if (difference.isPresent()) {
                // What was cached may be out of date; the next try reads it again.
                known.remove(wanted.id());
                return unfit(
                        "FLOW_DIFFERS",
                        "the chunk does not fit Flow " + wanted.id() + ": the Flow's " + difference.get()
                                + "; give the feed another flow.id for the new format, or correct the Flow");
            }
        }
        sources.settle(wanted);
        return Optional.empty();
    }

    private void create(Flow wanted, boolean owner) {
        FlowBuilder flow = wanted.toBuilder();
        if (owner) {
            statusMark().set(flow, StatusMark.AWAITING_CONTENT);
        }
        if (wanted.flowCollection() != null) {
            flow.tag(Membership.TRACKS_TAG, Membership.tag(wanted));
        }
        Flow made = flow.build();
        store.putFlow(made);
        sources.doubt(made.id());
        remember(made);
        LOG.atInfo()
                .addKeyValue("flowId", made.id())
                .addKeyValue("label", made.label())
                .log("created a flow");
    }

    private void remember(Flow flow) {
        known.put(flow.id(), flow);
        everSeen.add(flow.id());
    }

    /** An owner that cannot be described has to be there already. */
    private Optional<RegistrationEvent.FlowsUnfit> undescribed(SegmentPlanned.Flow planned) {
        if (find(planned.id()).isPresent()) {
            return Optional.empty();
        }
        return unfit(
                "FLOW_UNKNOWN",
                "too little could be measured to describe Flow " + planned.id() + " (" + planned.role()
                        + "): put it into the store by hand, with picture size, or sample rate and channels");
    }

    private static Optional<RegistrationEvent.FlowsUnfit> unfit(String cause, String reason) {
        return Optional.of(new RegistrationEvent.FlowsUnfit(cause, reason));
    }
}
