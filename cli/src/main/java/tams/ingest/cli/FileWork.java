package tams.ingest.cli;

import org.jspecify.annotations.Nullable;
import tams.ingest.client.Allocation;

/** A file on its way into the store. Changed by one thread at a time, the next one after the last has ended. */
final class FileWork {

    private final PlannedFile planned;
    private @Nullable Allocation allocation;
    private @Nullable String objectId;
    private UploadLine.Result result = UploadLine.Result.UPLOADED;
    private @Nullable String failure;

    FileWork(PlannedFile planned) {
        this.planned = planned;
    }

    PlannedFile planned() {
        return planned;
    }

    /** Where the bytes are to go; null where nothing is to be sent. */
    @Nullable Allocation allocation() {
        return allocation;
    }

    void allocated(Allocation place) {
        allocation = place;
        objectId = place.objectId();
    }

    /** The object that has, or will have, the bytes; null while there is none. */
    @Nullable String objectId() {
        return objectId;
    }

    /** The store has the bytes, under that id. */
    void has(String object, UploadLine.Result how) {
        allocation = null;
        objectId = object;
        result = how;
    }

    /** Whether segments are there that somebody else made: only the bytes tell whether they are the same. */
    boolean isDoubted() {
        return result == UploadLine.Result.PRESENT && objectId != null && !planned.isOwn(objectId);
    }

    boolean isPresent() {
        return result == UploadLine.Result.PRESENT;
    }

    boolean isReused() {
        return result == UploadLine.Result.REUSED;
    }

    boolean hasFailed() {
        return failure != null;
    }

    /** The first reason stands. */
    void fail(String reason) {
        failure = failure == null ? reason : failure;
    }

    UploadLine line() {
        return UploadLine.of(planned, failure == null ? result : UploadLine.Result.FAILED, objectId, failure);
    }
}
