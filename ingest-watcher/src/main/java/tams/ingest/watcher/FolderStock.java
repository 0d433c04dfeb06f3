package tams.ingest.watcher;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of one folder, counted at the end of a look. Belongs to the scanner's thread. */
final class FolderStock {

    private final Map<TrackedFile.Stage, Integer> byStage = new EnumMap<>(TrackedFile.Stage.class);
    private @Nullable TrackedFile first;
    private long backlog;

    static FolderStock of(FileTable files) {
        FolderStock stock = new FolderStock();
        files.forEach(stock::take);
        return stock;
    }

    private void take(TrackedFile file) {
        byStage.merge(file.stage, 1, Integer::sum);
        if (file.isAhead() && (first == null || TrackedFile.ORDER.compare(file, first) < 0)) {
            first = file;
        }
        backlog += file.isBacklog && !file.isDone() ? 1 : 0;
    }

    /** The lowest of those that have not been announced, finished or not; null without any. */
    @Nullable TrackedFile first() {
        return first;
    }

    /** Those that were there at the first look and are not done. */
    long backlog() {
        return backlog;
    }

    /** Adds the numbers of files by stage. */
    void addTo(Map<TrackedFile.Stage, Integer> sums) {
        byStage.forEach((stage, files) -> sums.merge(stage, files, Integer::sum));
    }
}
