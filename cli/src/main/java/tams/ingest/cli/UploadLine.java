package tams.ingest.cli;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;

/**
 * What became of one file.
 *
 * @param timeranges where it lies, or would have; empty when no place was found
 * @param objectId null where there is no object
 * @param bytes the file's length; null when it could not be read
 * @param reason why it is not in the store, or which file it is the same as; null otherwise
 */
record UploadLine(
        String file,
        Result result,
        List<TimeRange> timeranges,
        @Nullable String objectId,
        @Nullable Long bytes,
        @Nullable String sha256,
        @Nullable String reason) {

    /** How a file ended. */
    enum Result {
        /** Stored, registered and verified by this run. */
        UPLOADED,
        /** The store had the bytes; they got a segment more. */
        REUSED,
        /** All of it was there. */
        PRESENT,
        /** Another file of this run has the same bytes. */
        DUPLICATE,
        /** Where it would lie; nothing was done. */
        PLANNED,
        FAILED;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static UploadLine of(PlannedFile planned, Result result, @Nullable String objectId, @Nullable String reason) {
        return new UploadLine(
                planned.file().toString(),
                result,
                planned.timeranges(),
                objectId,
                planned.bytes().bytes(),
                planned.bytes().sha256(),
                reason);
    }

    static UploadLine failed(Path file, String reason) {
        return new UploadLine(file.toString(), Result.FAILED, List.of(), null, null, null, reason);
    }
}
