package tams.ingest.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.Allocation;
import tams.ingest.client.StoreException;
import tams.ingest.client.Upload;
import tams.ingest.contracts.TimeRange;

/**
 * The way of some files into the store: look, allocate, upload side by side, register at once, read back.
 *
 * <p>Every file ends with a line of its own: in the store and verified, or failed with the reason.
 */
final class UploadBatch {

    private final UploadTarget target;
    private final ExecutorService workers;
    private final Runnable onEach;
    private final List<FileWork> files;

    /** @param onEach told on the caller's thread after each file that was sent or read back */
    UploadBatch(UploadTarget target, ExecutorService workers, Runnable onEach, List<PlannedFile> files) {
        this.target = target;
        this.workers = workers;
        this.onEach = onEach;
        this.files = files.stream().map(FileWork::new).toList();
    }

    /**
     * Takes all files as far as they get.
     *
     * @return why no other batch will get any further; null when the next may try
     */
    @Nullable StoreException run() {
        try {
            FlowContent there = FlowContent.at(target, hull(), false);
            files.forEach(work -> look(work, there));
            ObjectPlaces places = new ObjectPlaces(target);
            places.allocate(those(work -> work.objectId() == null));
            sideBySide(those(work -> work.allocation() != null), work -> send(work, places));
            new BatchRegistration(target).register(those(work -> work.objectId() != null), there);
            ReadBack proof = new ReadBack(target, FlowContent.at(target, hull(), true));
            sideBySide(those(work -> true), proof::check);
            return null;
        } catch (StoreException e) {
            those(work -> true).forEach(work -> work.fail(String.valueOf(e.getMessage())));
            return e;
        }
    }

    List<UploadLine> lines() {
        return files.stream().map(FileWork::line).toList();
    }

    private TimeRange hull() {
        return PlannedFile.hull(files.stream().map(FileWork::planned).toList());
    }

    private List<FileWork> those(Predicate<FileWork> condition) {
        return files.stream()
                .filter(work -> !work.hasFailed() && condition.test(work))
                .toList();
    }

    /** What is there already is not done again, and nothing is done where something else is. */
    private static void look(FileWork work, FlowContent there) {
        PlannedFile planned = work.planned();
        there.objectAt(planned)
                .ifPresentOrElse(
                        object -> found(work, there, object),
                        () -> there.obstacle(planned).ifPresent(work::fail));
    }

    private static void found(FileWork work, FlowContent there, String object) {
        boolean isWhole = there.missing(work.planned(), object).isEmpty();
        if (isWhole) {
            work.has(object, UploadLine.Result.PRESENT);
        } else if (work.planned().isOwn(object)) {
            work.has(object, UploadLine.Result.REUSED);
        } else {
            there.obstacle(work.planned()).ifPresent(work::fail);
        }
    }

    private void send(FileWork work, ObjectPlaces places) {
        if (Objects.requireNonNull(work.allocation(), "allocation").age().compareTo(target.urlTimeout()) >= 0) {
            places.allocate(work);
        }
        Allocation place = work.allocation();
        if (place == null) {
            return;
        }
        try {
            Path file = work.planned().file().toRealPath();
            Upload sent = target.repeats().call(() -> put(place, file));
            if (!sent.sha256().equals(work.planned().bytes().sha256())) {
                work.fail("the file changed since it was measured: run the command again when nobody writes to it");
            }
        } catch (UncheckedIOException | IOException e) {
            work.fail("cannot be read: " + e.getMessage());
        } catch (StoreException e) {
            work.fail(String.valueOf(e.getMessage()));
        }
    }

    private Upload put(Allocation place, Path file) {
        try {
            return target.store().put(place, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Store failures of one file are its own; anything else ends the batch when all have ended. */
    private void sideBySide(List<FileWork> some, Consumer<FileWork> step) {
        List<CompletableFuture<Void>> begun = some.stream()
                .map(work -> CompletableFuture.runAsync(() -> step.accept(work), workers))
                .toList();
        for (CompletableFuture<Void> each : begun) {
            try {
                each.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw e;
            }
            onEach.run();
        }
    }
}
