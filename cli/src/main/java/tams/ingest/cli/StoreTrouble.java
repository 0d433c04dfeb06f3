package tams.ingest.cli;

import java.util.Set;
import tams.ingest.client.Failure;
import tams.ingest.client.StoreException;

/** What a call to the store that failed means for the command. */
final class StoreTrouble {

    /** What stores and the gateways before them answer when they are busy or partly down. */
    private static final Set<Integer> BUSY = Set.of(408, 425, 429, 500, 502, 503, 504);

    /** Calls without whose success no other can work: a wrong address, not a missing thing. */
    private static final Set<String> FOUNDATIONS = Set.of("service", "root", "token");

    private StoreTrouble() {}

    /** Whether the same call may succeed later without anybody doing anything. */
    static boolean isTemporary(StoreException failure) {
        return failure.status() == 0 || BUSY.contains(failure.status());
    }

    /** Temporary trouble, credentials and addresses apart from what the store has against this one request. */
    static int exitCode(StoreException failure) {
        if (isTemporary(failure)) {
            return ExitCode.TEMPORARY;
        }
        if (FOUNDATIONS.contains(failure.call())) {
            return ExitCode.BAD_CONFIGURATION;
        }
        return switch (failure.status()) {
            case 301, 302, 303, 307, 308, 401, 403 -> ExitCode.BAD_CONFIGURATION;
            default -> failure.failure() == Failure.UNKNOWN_OUTCOME ? ExitCode.TEMPORARY : ExitCode.CHECK_FAILED;
        };
    }
}
