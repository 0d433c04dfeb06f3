package tams.ingest.watcher;

import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The drop root as it was seen.
 *
 * @param key device and inode; null where the file system has none
 * @param folders the feeds' folders in it
 */
record RootSight(@Nullable Object key, Set<String> folders) {

    /**
     * Why this cannot be the drop root that was seen before.
     *
     * <p>A lost mount leaves an empty folder of another device behind. A disk that is mounted again may have another key
     * too, but it has the folders; so a strange key alone is no alarm.
     */
    Optional<String> trouble(@Nullable RootSight before) {
        if (before == null
                || Objects.equals(key, before.key)
                || before.folders.isEmpty()
                || !Collections.disjoint(folders, before.folders)) {
            return Optional.empty();
        }
        return Optional.of("it is not the folder it was and has none of its " + before.folders.size()
                + " feed folders: is the disk mounted?");
    }
}
