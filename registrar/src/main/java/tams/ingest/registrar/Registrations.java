package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tams.ingest.client.Registration;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.StoreException;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.SegmentPlanned;

/** Makes several plans' objects segments in one call, and fewer at a time where the store refuses the lot. */
final class Registrations {

    private static final int TOO_LARGE = 413;

    private final TamsStore store;
    private final StoreCalls calls;

    Registrations(TamsStore store, StoreCalls calls) {
        this.store = store;
        this.calls = calls;
    }

    /** Asks for all. @throws StoreException where the call failed for all alike */
    List<RegistrationEvent> perform(List<Asked> asked) {
        List<SegmentPost> posts =
                asked.stream().flatMap(one -> posts(one).stream()).toList();
        try {
            Registration answer =
                    calls.joint(asked, () -> store.register(asked.get(0).plan().flowId(), posts));
            return answers(asked, answer);
        } catch (StoreException e) {
            if (asked.size() > 1 && isAboutSome(e)) {
                return Halves.of(asked, this::perform, calls);
            }
            throw e;
        }
    }

    /** Whether a store that takes all or nothing may have refused because of some of them, or because they are many. */
    private static boolean isAboutSome(StoreException refusal) {
        Trouble trouble = Classifier.trouble(StoreStep.REGISTER, refusal);
        return trouble.errorClass() == ErrorClass.CHUNK || refusal.status() == TOO_LARGE;
    }

    /** A list of failures that names none of ours says nothing of any of them. */
    private List<RegistrationEvent> answers(List<Asked> asked, Registration answer) {
        List<Optional<Registration.FailedSegment>> failures =
                asked.stream().map(one -> failure(one, answer)).toList();
        boolean unnamed = !answer.isComplete() && failures.stream().allMatch(Optional::isEmpty);
        List<RegistrationEvent> events = new ArrayList<>();
        for (int index = 0; index < asked.size(); index++) {
            Optional<Registration.FailedSegment> failure =
                    unnamed ? Optional.of(answer.failed().get(0)) : failures.get(index);
            Asked one = asked.get(index);
            events.add(failure.map(failed -> calls.failed(one, refused(one, answer, failed)))
                    .orElseGet(RegistrationEvent.Registered::new));
        }
        return events;
    }

    private static Optional<Registration.FailedSegment> failure(Asked one, Registration answer) {
        RegistrationEffect.Register register = (RegistrationEffect.Register) one.action();
        return answer.failed().stream()
                .filter(failed -> failed.objectId().equals(register.objectId()))
                .filter(failed -> failed.timerange() == null
                        || register.segments().stream()
                                .anyMatch(segment -> segment.timerange().equals(failed.timerange())))
                .findFirst();
    }

    private static Trouble refused(Asked one, Registration answer, Registration.FailedSegment failed) {
        RegistrationEffect.Register register = (RegistrationEffect.Register) one.action();
        return Trouble.of(
                StoreStep.REGISTER,
                ErrorClass.CHUNK,
                Reaction.LOOK,
                "cannot register object " + register.objectId() + " in Flow "
                        + one.plan().flowId() + ": the store answered " + answer.status() + " and named "
                        + answer.failed().size() + " segments as failed: " + failed.words());
    }

    private static List<SegmentPost> posts(Asked one) {
        RegistrationEffect.Register register = (RegistrationEffect.Register) one.action();
        return register.segments().stream()
                .map(segment -> post(register, segment))
                .toList();
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
}
