package tams.ingest.testbed;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.Allocation;
import tams.ingest.client.Registration;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.StoreException;
import tams.ingest.client.TamsObject;
import tams.ingest.client.TamsStore;
import tams.ingest.client.Upload;

/**
 * The interface of a store around another, doing to each call what the {@link AuditLog}'s script says, as
 * {@link FaultyFront} does over HTTP.
 *
 * <p>No time passes here: whatever has to wait does so for the next {@link #PAUSE_CALLS} calls. Nothing is cut, garbled
 * or half on the way, so these come to an answer that cannot be read. Thread-safe where the store is.
 */
final class FaultyStore implements InvocationHandler {

    /** Enough for a client to have given up and begun anew. */
    static final int PAUSE_CALLS = 7;

    private final TamsStore store;
    private final AuditLog log;
    private final Map<String, UUID> claimed = new HashMap<>();
    private final Map<String, Integer> hiddenUntil = new HashMap<>();
    private final List<Later> later = new ArrayList<>();
    private int calls;

    /** Something that is done at a later call. */
    private record Later(int atCall, Runnable work) {}

    private FaultyStore(TamsStore store, AuditLog log) {
        this.store = store;
        this.log = log;
    }

    static TamsStore around(TamsStore store, AuditLog log) {
        return (TamsStore) Proxy.newProxyInstance(
                TamsStore.class.getClassLoader(), new Class<?>[] {TamsStore.class}, new FaultyStore(store, log));
    }

    /** A call of the store, as it is to be made. */
    private interface Act {
        @Nullable Object done() throws Throwable;
    }

    @Override
    public synchronized @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        StoreCall call = StoreCall.ofMethod(method.getName());
        Act act = () -> really(method, given, call);
        calls++;
        letLaterOnesHappen();
        if (call == StoreCall.OTHER) {
            return act.done();
        }
        Optional<Fault> fault = log.begin(call, Arrays.toString(given));
        return fault.isEmpty() ? act.done() : faulty(fault.get(), call, method, given, act);
    }

    private @Nullable Object really(Method method, Object[] given, StoreCall call) throws Throwable {
        try {
            Object answer = method.invoke(store, given);
            if (call == StoreCall.REGISTER) {
                noteTaken((UUID) given[0], posts(given), (Registration) answer);
            }
            return shown(call, given, answer);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @SuppressWarnings("unchecked")
    private static List<SegmentPost> posts(Object[] given) {
        return (List<SegmentPost>) given[1];
    }

    private void noteTaken(UUID flow, List<SegmentPost> posts, Registration answer) {
        for (SegmentPost post : posts) {
            boolean refused = answer.failed().stream()
                    .anyMatch(one -> one.objectId().equals(post.objectId())
                            && post.timerange().equals(one.timerange()));
            if (!refused) {
                claimed.remove(post.objectId());
                log.took(new AuditLog.Taken(
                        flow.toString(), post.objectId(), post.timerange().toString()));
            }
        }
    }

    /** Without what is hidden, and with what is claimed. */
    private @Nullable Object shown(StoreCall call, Object[] given, @Nullable Object answer) {
        if (call == StoreCall.SEGMENTS && answer instanceof List<?> listed) {
            return listed.stream()
                    .filter(one -> hiddenUntil.getOrDefault(((Segment) one).objectId(), 0) <= calls)
                    .toList();
        }
        if (call == StoreCall.OBJECT) {
            UUID flow = claimed.get((String) given[0]);
            return flow == null
                    ? answer
                    : Optional.of(new TamsObject((String) given[0], List.of(flow), flow, null, List.of(), Map.of()));
        }
        return answer;
    }

    private @Nullable Object faulty(Fault fault, StoreCall call, Method method, Object[] given, Act act)
            throws Throwable {
        switch (fault.kind()) {
            case REFUSE -> throw StoreRefusals.answered(call, fault.status(), fault.code(), fault.retryAfter());
            case EARLY -> throw StoreRefusals.answered(call, 503, null, null);
            case EXPIRED -> throw StoreRefusals.answered(call, 403, "AccessDenied", null);
            case CUT_BEFORE -> throw StoreRefusals.unanswered(call, 0, "reset");
            case LOST -> {
                return lost(call, given, act);
            }
            case CLAIMED -> {
                posts(given).forEach(post -> claimed.put(post.objectId(), (UUID) given[0]));
                throw StoreRefusals.answered(call, 500, null, null);
            }
            case LOCKED -> {
                return locked((UUID) given[0], act);
            }
            case DONE_LATE -> {
                later.add(new Later(calls + PAUSE_CALLS, () -> quietly(act)));
                throw StoreRefusals.unanswered(call, 0, "timed out");
            }
            case TRUNCATE -> {
                return truncated(method, given, call);
            }
            default -> {
                return done(fault, call, given, act);
            }
        }
    }

    private @Nullable Object done(Fault fault, StoreCall call, Object[] given, Act act) throws Throwable {
        if (fault.kind() == Fault.Kind.HIDE && call == StoreCall.REGISTER) {
            posts(given).forEach(post -> hiddenUntil.put(post.objectId(), calls + PAUSE_CALLS));
        }
        Object answer = act.done();
        return switch (fault.kind()) {
            case CUT_AFTER -> throw StoreRefusals.unanswered(call, 0, "reset");
            case HALF, GARBLED -> throw StoreRefusals.unanswered(call, 200, "the answer cannot be read");
            case TWICE -> act.done();
            default -> answer;
        };
    }

    private static @Nullable Object lost(StoreCall call, Object[] given, Act act) throws Throwable {
        if (call == StoreCall.REGISTER) {
            return new Registration(List.of(), 201);
        }
        if (call == StoreCall.UPLOAD) {
            byte[] bytes = Files.readAllBytes((Path) given[1]);
            return new Upload(Digests.sha256(bytes), bytes.length, 200, null);
        }
        return act.done();
    }

    private @Nullable Object locked(UUID flow, Act act) throws Throwable {
        store.setFlowReadOnly(flow, true);
        later.add(new Later(calls + PAUSE_CALLS, () -> store.setFlowReadOnly(flow, false)));
        return act.done();
    }

    /** As a client that compares checksums finds it: other bytes arrived than were sent. */
    private @Nullable Object truncated(Method method, Object[] given, StoreCall call) throws Throwable {
        byte[] bytes = Files.readAllBytes((Path) given[1]);
        Path half = Files.createTempFile("half", ".ts");
        try {
            Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));
            var unused = really(method, new Object[] {(Allocation) given[0], half}, call);
        } finally {
            Files.delete(half);
        }
        throw StoreRefusals.answered(call, 200, "other bytes arrived than were sent");
    }

    private void letLaterOnesHappen() {
        List<Later> due = later.stream().filter(one -> calls >= one.atCall()).toList();
        later.removeAll(due);
        due.forEach(one -> one.work().run());
    }

    private static void quietly(Act act) {
        try {
            var unused = act.done();
        } catch (StoreException | IOException e) {
            // The store's refusal is lost like any other answer.
            return;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
