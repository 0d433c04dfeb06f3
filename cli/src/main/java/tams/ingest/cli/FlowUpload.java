package tams.ingest.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.StoreException;

/** Takes files into the store batch by batch, so that no upload waits longer than its URL lives. */
final class FlowUpload {

    /** More only makes each upload slower, and holds more connections. */
    static final int PARALLEL_MAX = 16;

    /** Files of a batch for each upload that runs side by side: one allocation and one registration for all of them. */
    private static final int FILES_PER_WORKER = 4;

    private static final int BAR_WIDTH = 30;

    private final UploadTarget target;
    private final int parallel;
    private final Progress progress;
    private int steps;

    FlowUpload(UploadTarget target, int parallel, Progress progress) {
        this.target = target;
        this.parallel = parallel;
        this.progress = progress;
    }

    /** A line for every file. Once nothing goes any more, the rest is told so and left alone. */
    List<UploadLine> run(List<PlannedFile> files) {
        List<UploadLine> lines = new ArrayList<>();
        ExecutorService workers = Executors.newFixedThreadPool(parallel);
        try {
            @Nullable StoreException stop = null;
            int size = parallel * FILES_PER_WORKER;
            for (int from = 0; from < files.size(); from += size) {
                List<PlannedFile> some = files.subList(from, Math.min(files.size(), from + size));
                if (stop != null) {
                    String reason = "not tried: " + stop.getMessage();
                    some.forEach(file -> lines.add(UploadLine.of(file, UploadLine.Result.FAILED, null, reason)));
                } else {
                    UploadBatch batch = new UploadBatch(target, workers, () -> show(files.size()), some);
                    stop = batch.run();
                    lines.addAll(batch.lines());
                }
            }
            return lines;
        } finally {
            workers.shutdownNow();
        }
    }

    /** Two steps a file: sent, read back. What was there takes one. */
    private void show(int files) {
        steps++;
        int whole = 2 * files;
        int filled = (int) Math.min(BAR_WIDTH, (long) BAR_WIDTH * steps / whole);
        progress.show("[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "] "
                + Math.min(100, 100L * steps / whole) + " % of " + files + " files");
    }
}
