package tams.ingest.client;

import static tams.ingest.client.Failure.REFUSED;
import static tams.ingest.client.Failure.REJECTED;
import static tams.ingest.client.Failure.UNKNOWN_OUTCOME;

/**
 * What a call that did not succeed may have done, by what kind of call it was and what came back.
 *
 * <p>Anything that another person or system can put right (credentials, permissions, a missing Flow, a wrong address)
 * is {@link Failure#REFUSED}: nothing was done, and the same call may succeed later. {@link Failure#REJECTED} is kept
 * for what the call itself asks for.
 */
final class FailureTable {

    private FailureTable() {}

    static Failure of(Effect effect, Trouble trouble) {
        boolean once = effect == Effect.ALLOCATE || effect == Effect.REGISTER || effect == Effect.CREATE;
        return switch (trouble) {
            case NOT_SENT -> REFUSED;
            case NO_ANSWER, UNREADABLE -> once ? UNKNOWN_OUTCOME : REFUSED;
        };
    }

    /** For a status that does not mean success, or a success that does not say what was asked. */
    static Failure of(Effect effect, int status) {
        return switch (effect) {
            case READ, SET, REMOVE -> ofRepeatable(status);
            case CREATE -> ofCreation(status);
            case ALLOCATE -> ofAllocation(status);
            case UPLOAD -> ofUpload(status);
            case REGISTER -> ofRegistration(status);
        };
    }

    private static Failure ofRepeatable(int status) {
        return switch (status) {
            case 401, 403, 408, 409, 423, 425, 429 -> REFUSED;
            default -> isRequestsFault(status) ? REJECTED : REFUSED;
        };
    }

    private static Failure ofCreation(int status) {
        return switch (status) {
            case 401, 403, 423, 425, 429 -> REFUSED;
            case 408, 409, 412 -> UNKNOWN_OUTCOME;
            default -> isRedirect(status) ? REFUSED : isRequestsFault(status) ? REJECTED : UNKNOWN_OUTCOME;
        };
    }

    /** 400 is also what a store answers when the object exists already; 409 and 412 may say the same. */
    private static Failure ofAllocation(int status) {
        return switch (status) {
            case 400 -> REJECTED;
            case 409, 412 -> UNKNOWN_OUTCOME;
            case 503 -> REFUSED;
            default -> isRedirect(status) || isRequestsFault(status) ? REFUSED : UNKNOWN_OUTCOME;
        };
    }

    /** S3's 400 and 403 are mostly for an expired URL or a broken connection; 412 says that the object exists. */
    private static Failure ofUpload(int status) {
        return switch (status) {
            case 412 -> UNKNOWN_OUTCOME;
            case 413 -> REJECTED;
            default -> REFUSED;
        };
    }

    /** A store that refuses an overlap may be refusing what it registered itself a moment ago: look first. */
    private static Failure ofRegistration(int status) {
        return switch (status) {
            case 401, 403, 404, 413, 429 -> REFUSED;
            default -> isRedirect(status) ? REFUSED : UNKNOWN_OUTCOME;
        };
    }

    private static boolean isRedirect(int status) {
        return status / 100 == 3;
    }

    private static boolean isRequestsFault(int status) {
        return status / 100 == 4;
    }
}
