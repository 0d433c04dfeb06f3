package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.client.Flow;
import tams.ingest.client.Source;
import tams.ingest.client.TagValue;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.SegmentPlanned;

/**
 * Sees to it that the Flows of a plan exist: creates what never was, never overwrites, never brings back what somebody
 * deleted. Thread-safe; two feeds of one Flow may both create it, which changes nothing.
 */
final class FlowKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(FlowKeeper.class);

    private final TamsStore store;
    private final Predicate<UUID> hadSegments;
    private final Map<UUID, Flow> known = new ConcurrentHashMap<>();
    private final Set<UUID> everSeen = ConcurrentHashMap.newKeySet();
    private final Set<UUID> unnamedSources = ConcurrentHashMap.newKeySet();

    /**
     * Knows no Flow yet.
     *
     * @param hadSegments whether the ledger has a registered segment of a Flow, which therefore existed
     */
    FlowKeeper(TamsStore store, Predicate<UUID> hadSegments) {
        this.store = store;
        this.hadSegments = hadSegments;
    }

    /** One message for one situation, wherever it is found. */
    static String gone(UUID flow) {
        return "Flow " + flow
                + " is not in the store any more, and is not made again by itself: put it back, or give the feed another";
    }

    /** Looks and creates. @throws tams.ingest.client.StoreException when a call fails; calling again is safe */
    RegistrationEvent prepare(SegmentPlanned plan) {
        List<SegmentPlanned.Flow> membersFirst = new ArrayList<>(plan.flows());
        Collections.reverse(membersFirst);
        for (SegmentPlanned.Flow planned : membersFirst) {
            boolean owner = planned.id().equals(plan.flowId());
            Optional<Flow> wanted = FlowDescription.of(plan, planned);
            Optional<RegistrationEvent.FlowsUnfit> unfit =
                    wanted.isPresent() ? ensure(wanted.get(), owner) : undescribed(planned, owner);
            if (unfit.isPresent()) {
                return unfit.get();
            }
        }
        return new RegistrationEvent.FlowsReady();
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
        Flow cached = known.get(wanted.id());
        Optional<Flow> found = cached == null ? store.flow(wanted.id()) : Optional.of(cached);
        if (found.isEmpty()) {
            if (everSeen.contains(wanted.id()) || (owner && hadSegments.test(wanted.id()))) {
                everSeen.add(wanted.id());
                return unfit("FLOW_GONE", gone(wanted.id()));
            }
            create(wanted);
        } else {
            if (cached == null && found.get().tags().containsKey(FlowDescription.FEED_TAG)) {
                // Ours: an earlier life may have ended between the Flow and its Source's name.
                unnamedSources.add(wanted.id());
            }
            remember(found.get());
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
        nameSource(wanted);
        return Optional.empty();
    }

    private void create(Flow wanted) {
        store.putFlow(wanted);
        unnamedSources.add(wanted.id());
        remember(wanted);
        LOG.atInfo()
                .addKeyValue("flowId", wanted.id())
                .addKeyValue("label", wanted.label())
                .log("created a flow");
    }

    /** A store makes a Source with the first Flow that names it; what it is called is for the client to say. */
    private void nameSource(Flow flow) {
        if (!unnamedSources.contains(flow.id())) {
            return;
        }
        Optional<Source> source = store.source(flow.sourceId());
        if (source.isPresent()) {
            if (source.get().label() == null && flow.label() != null) {
                store.setSourceLabel(flow.sourceId(), flow.label());
            }
            if (source.get().description() == null && flow.description() != null) {
                store.setSourceDescription(flow.sourceId(), flow.description());
            }
            TagValue feed = flow.tags().get(FlowDescription.FEED_TAG);
            if (feed != null && !source.get().tags().containsKey(FlowDescription.FEED_TAG)) {
                store.setSourceTag(flow.sourceId(), FlowDescription.FEED_TAG, feed);
            }
        }
        unnamedSources.remove(flow.id());
    }

    private void remember(Flow flow) {
        known.put(flow.id(), flow);
        everSeen.add(flow.id());
    }

    /** A collected Flow may be left out; an owner that cannot be described has to be there already. */
    private Optional<RegistrationEvent.FlowsUnfit> undescribed(SegmentPlanned.Flow planned, boolean owner) {
        if (!owner || known.containsKey(planned.id()) || look(planned.id()) != RegistrationEvent.FlowCondition.ABSENT) {
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
