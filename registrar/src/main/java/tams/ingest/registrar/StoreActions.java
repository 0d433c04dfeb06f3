package tams.ingest.registrar;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.Allocation;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.StorageRequest;
import tams.ingest.client.StoreException;
import tams.ingest.client.TamsStore;
import tams.ingest.client.Upload;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;

/**
 * The actions of one plan on a TAMS store. Used by one thread at a time.
 *
 * <p>Holds the allocation, whose URL is a secret, so that states and events need not.
 */
final class StoreActions implements Actions {

    private final TamsStore store;
    private final FlowKeeper flows;
    private final DropRoot root;
    private final SegmentPlanned plan;
    private final StoreWatch watch;
    private @Nullable Allocation allocation;

    StoreActions(TamsStore store, FlowKeeper flows, DropRoot root, SegmentPlanned plan, StoreWatch watch) {
        this.store = store;
        this.flows = flows;
        this.root = root;
        this.plan = plan;
        this.watch = watch;
    }

    @Override
    public RegistrationEvent perform(RegistrationEffect.Action action) {
        StoreStep step = stepOf(action);
        try {
            RegistrationEvent event = act(action);
            watch.went(step, event);
            return event;
        } catch (StoreException e) {
            return failed(Classifier.trouble(step, e));
        } catch (RuntimeException e) {
            // Our own mistake. The feed waits and says so; others go on, and nothing is lost.
            return failed(Trouble.of(
                    step, ErrorClass.PERMANENT, Reaction.PARK, "cannot " + step.words() + ": unexpected " + e));
        }
    }

    private RegistrationEvent failed(Trouble trouble) {
        watch.failed(plan.feed(), trouble);
        return new RegistrationEvent.Failed(trouble);
    }

    private static StoreStep stepOf(RegistrationEffect.Action action) {
        if (action instanceof RegistrationEffect.PrepareFlows) {
            return StoreStep.PREPARE;
        }
        if (action instanceof RegistrationEffect.Allocate) {
            return StoreStep.ALLOCATE;
        }
        if (action instanceof RegistrationEffect.Upload || action instanceof RegistrationEffect.LookAtSource) {
            return StoreStep.UPLOAD;
        }
        return action instanceof RegistrationEffect.Register ? StoreStep.REGISTER : StoreStep.LOOK;
    }

    private RegistrationEvent act(RegistrationEffect.Action action) {
        if (action instanceof RegistrationEffect.PrepareFlows) {
            return flows.prepare(plan);
        }
        if (action instanceof RegistrationEffect.Allocate allocate) {
            return allocate(allocate.objectId());
        }
        if (action instanceof RegistrationEffect.LookAtSource) {
            return root.find(plan.file())
                    .fault()
                    .<RegistrationEvent>map(fault -> fault)
                    .orElseGet(RegistrationEvent.SourceThere::new);
        }
        if (action instanceof RegistrationEffect.Upload upload) {
            return upload(upload.objectId());
        }
        if (action instanceof RegistrationEffect.Register register) {
            return register(register);
        }
        if (action instanceof RegistrationEffect.Look look) {
            return new RegistrationEvent.Seen(look(look.objectId()));
        }
        if (action instanceof RegistrationEffect.LookAtObject look) {
            return new RegistrationEvent.ObjectSeen(store.objectIsRegistered(look.objectId()));
        }
        if (action instanceof RegistrationEffect.LookAtFlow) {
            return new RegistrationEvent.FlowSeen(flows.look(plan.flowId()));
        }
        throw new IllegalStateException(
                "not an action on a store: " + action.getClass().getSimpleName());
    }

    private RegistrationEvent allocate(String objectId) {
        List<Allocation> given = store.allocate(plan.flowId(), StorageRequest.ofObjects(List.of(objectId)));
        if (given.size() != 1) {
            return failed(Trouble.of(
                    StoreStep.ALLOCATE,
                    ErrorClass.STORE,
                    Reaction.REPEAT,
                    "cannot allocate storage: asked for one object, the store gave " + given.size()));
        }
        allocation = given.get(0);
        if (!allocation.objectId().equals(objectId)) {
            watch.storeNamesObjects();
        }
        return new RegistrationEvent.Allocated(allocation.objectId());
    }

    private RegistrationEvent upload(String objectId) {
        Allocation place = allocation;
        if (place == null || !place.objectId().equals(objectId)) {
            throw new IllegalStateException("nothing is allocated for object " + objectId);
        }
        DropRoot.Found found = root.find(plan.file());
        if (found.file().isEmpty()) {
            return found.fault().orElseThrow();
        }
        try {
            long start = System.nanoTime();
            Upload sent = store.put(place, found.file().get());
            watch.uploaded(System.nanoTime() - start, sent.bytes());
            return compare(plan.file(), sent);
        } catch (IOException e) {
            DropRoot.Found again = root.find(plan.file());
            return again.fault()
                    .or(() -> root.unreadable(plan.file(), e).fault())
                    .orElseThrow();
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

    private RegistrationEvent register(RegistrationEffect.Register register) {
        List<SegmentPost> posts = register.segments().stream()
                .map(segment -> post(register, segment))
                .toList();
        var answer = store.register(plan.flowId(), posts);
        if (answer.isComplete()) {
            return new RegistrationEvent.Registered();
        }
        String words = answer.failed().get(0).words();
        return failed(Trouble.of(
                StoreStep.REGISTER,
                ErrorClass.CHUNK,
                Reaction.LOOK,
                "cannot register object " + register.objectId() + " in Flow " + plan.flowId() + ": the store answered "
                        + answer.status() + " and named "
                        + answer.failed().size() + " of " + posts.size() + " segments as failed: "
                        + Objects.requireNonNullElse(words, "")));
    }

    private static SegmentPost post(RegistrationEffect.Register register, SegmentPlanned.Segment segment) {
        return new SegmentPost(
                register.objectId(),
                segment.timerange(),
                segment.tsOffset(),
                register.bare() ? null : segment.objectTimerange(),
                segment.lastDuration(),
                segment.keyFrameCount());
    }

    /** By object and time first: one cheap call settles most. Only what it leaves open is looked for more widely. */
    private RegistrationEvent.Sighting look(String objectId) {
        boolean asNamed = objectId.startsWith(plan.job() + "-g") || Sightings.isBorrowed(plan, objectId);
        SegmentQuery object = SegmentQuery.all().ofObject(objectId);
        List<Segment> listed = new ArrayList<>(store.segments(plan.flowId(), object.within(hull())));
        if (Sightings.of(plan, objectId, true, listed) instanceof RegistrationEvent.Sighting.Missing) {
            listed.addAll(store.segments(plan.flowId(), object));
            listed.addAll(store.segments(plan.flowId(), SegmentQuery.overlapping(hull())));
        }
        return Sightings.of(plan, objectId, asNamed, listed);
    }

    /** The smallest range that holds all of the plan's segments. */
    private TimeRange hull() {
        TimeRange hull = plan.segments().get(0).timerange();
        for (SegmentPlanned.Segment segment : plan.segments()) {
            TimeRange other = segment.timerange();
            TimeRange first = hull.compareStarts(other) <= 0 ? hull : other;
            TimeRange last = hull.compareEnds(other) >= 0 ? hull : other;
            hull = new TimeRange(first.start(), first.includesStart(), last.end(), last.includesEnd());
        }
        return hull;
    }
}
