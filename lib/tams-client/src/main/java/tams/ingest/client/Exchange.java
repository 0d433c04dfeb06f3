package tams.ingest.client;

import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, and what to do with its answer.
 *
 * @param headers besides credentials
 * @param body null for none; must be readable twice
 * @param withCredentials whether the caller wants the store's credentials sent, which are sent to its origin alone
 * @param deadline for all of it, from the first byte out to the last byte in
 * @param sink where the body of a 200 goes; null to keep it in the answer
 * @param bytesMax longest body that is read
 * @param progress of a transfer of media; null for a call that only has its deadline
 */
record Exchange(
        Call call,
        URI uri,
        Map<String, String> headers,
        @Nullable BodyPublisher body,
        boolean withCredentials,
        Duration deadline,
        @Nullable OutputStream sink,
        long bytesMax,
        @Nullable Progress progress) {}
