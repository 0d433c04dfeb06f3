package tams.ingest.client;

import org.jspecify.annotations.Nullable;

/**
 * What was sent, and how the store took it.
 *
 * @param sha256 of the bytes sent, in lower-case hex
 * @param bytes how many were sent
 * @param status 200, 201 or 204
 * @param etag as the store gave it, without quotes; null where it gave none
 */
public record Upload(
        String sha256, long bytes, int status, @Nullable String etag) {}
