package tams.ingest.cli;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.TamsApi;

/**
 * Where an upload goes, and how.
 *
 * @param storageId which of the store's back-ends; null for its default
 * @param urlTimeout how old an allocation may be when its upload starts
 * @param readBack whether objects are read back and compared
 */
record UploadTarget(
        TamsApi store, UUID flow, @Nullable UUID storageId, Duration urlTimeout, boolean readBack, Repeats repeats) {}
