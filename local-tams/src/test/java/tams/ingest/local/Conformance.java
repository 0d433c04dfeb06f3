package tams.ingest.local;

import org.jspecify.annotations.Nullable;

/** Holds every exchange of the tests against BBC's schemas. */
final class Conformance {

    private Conformance() {}

    static void check(String method, String path, @Nullable Object body, StoreClient.Reply reply) {}
}
