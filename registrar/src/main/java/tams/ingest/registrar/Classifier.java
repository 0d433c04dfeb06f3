package tams.ingest.registrar;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import tams.ingest.client.Failure;
import tams.ingest.client.StoreException;

/**
 * The one place that tells failures apart: by step, status, what is known of the effect, and the object store's error
 * code; never by message (reference, classifier table 4.5).
 */
final class Classifier {

    /** Error codes of S3 with status 400 after which the same request may succeed. */
    private static final Set<String> UPLOAD_AGAIN = Set.of("RequestTimeout", "BadDigest", "IncompleteBody");

    private static final int TOO_LARGE = 413;

    private Classifier() {}

    /** What a failed call is about and what to do. */
    record Verdict(ErrorClass errorClass, Reaction reaction) {}

    static Trouble trouble(StoreStep step, StoreException failure) {
        Verdict verdict = verdict(step, failure.failure(), failure.status(), failure.code());
        String reason = "cannot " + step.words() + ": " + failure.getMessage();
        return new Trouble(
                step,
                verdict.errorClass(),
                verdict.reaction(),
                reason,
                failure.retryAfter().orElse(Duration.ZERO));
    }

    /**
     * Decides.
     *
     * @param status 0 when no answer came
     * @param code the object store's name for the error
     */
    static Verdict verdict(StoreStep step, Failure effect, int status, Optional<String> code) {
        if (status >= 300 && status < 400) {
            return new Verdict(ErrorClass.CONFIG, Reaction.REPEAT);
        }
        if (status == 0 && effect == Failure.REJECTED) {
            return new Verdict(ErrorClass.CONFIG, Reaction.REPEAT);
        }
        return switch (step) {
            case PREPARE -> prepare(status);
            case ALLOCATE -> allocate(status);
            case UPLOAD -> upload(status, code.orElse(""));
            case REGISTER -> register(status, effect);
            case LOOK -> look(status);
        };
    }

    private static Verdict prepare(int status) {
        return switch (status) {
            case 400, 404, 409, 422 -> new Verdict(ErrorClass.FLOW, Reaction.PARK);
            case 401 -> new Verdict(ErrorClass.AUTH, Reaction.REPEAT);
            case 403 -> new Verdict(ErrorClass.AUTH, Reaction.PARK);
            default -> other(status);
        };
    }

    private static Verdict allocate(int status) {
        return switch (status) {
            case 400, 409, 412, 422 -> new Verdict(ErrorClass.FLOW, Reaction.DOUBT_ID);
            case 401 -> new Verdict(ErrorClass.AUTH, Reaction.REPEAT);
            case 403 -> new Verdict(ErrorClass.AUTH, Reaction.ASK_FLOW);
            case 404 -> new Verdict(ErrorClass.FLOW, Reaction.ASK_FLOW);
            default -> other(status);
        };
    }

    private static Verdict upload(int status, String code) {
        return switch (status) {
            case 400 ->
                UPLOAD_AGAIN.contains(code)
                        ? new Verdict(ErrorClass.STORE, Reaction.REPEAT)
                        : new Verdict(ErrorClass.CONFIG, Reaction.NEW_OBJECT);
            case 401, 403 -> new Verdict(ErrorClass.CONFIG, Reaction.NEW_OBJECT);
            case 404 -> new Verdict(ErrorClass.STORE, Reaction.NEW_OBJECT);
            case 409 -> new Verdict(ErrorClass.STORE, Reaction.REPEAT);
            case 412 -> new Verdict(ErrorClass.STORE, Reaction.LOOK);
            case TOO_LARGE -> new Verdict(ErrorClass.PERMANENT, Reaction.GIVE_UP);
            default -> other(status);
        };
    }

    private static Verdict register(int status, Failure effect) {
        return switch (status) {
            case 400, 409, 412, 422 -> new Verdict(ErrorClass.CHUNK, Reaction.LOOK);
            case 401 -> new Verdict(ErrorClass.AUTH, Reaction.REPEAT);
            case 403 -> new Verdict(ErrorClass.AUTH, Reaction.ASK_FLOW);
            case 404 -> new Verdict(ErrorClass.FLOW, Reaction.ASK_FLOW);
            case TOO_LARGE -> new Verdict(ErrorClass.CONFIG, Reaction.REPEAT);
            default ->
                effect == Failure.REFUSED
                        ? other(status)
                        : new Verdict(other(status).errorClass(), Reaction.LOOK);
        };
    }

    private static Verdict look(int status) {
        return switch (status) {
            case 401 -> new Verdict(ErrorClass.AUTH, Reaction.REPEAT);
            case 403 -> new Verdict(ErrorClass.AUTH, Reaction.PARK);
            case 404 -> new Verdict(ErrorClass.FLOW, Reaction.PARK);
            default -> other(status);
        };
    }

    /** Where the step makes no difference: no answer, an answer that means nothing, a busy store, anything unheard of. */
    private static Verdict other(int status) {
        boolean theirs = status < 400 || status == 408 || status == 425 || status == 429 || status >= 500;
        return new Verdict(theirs ? ErrorClass.STORE : ErrorClass.CONFIG, Reaction.REPEAT);
    }
}
