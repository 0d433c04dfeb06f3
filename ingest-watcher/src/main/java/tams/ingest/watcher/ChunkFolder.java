package tams.ingest.watcher;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A folder of chunks as the watcher would take them, for tools that look at chunks by hand. */
public final class ChunkFolder {

    private static final FileStamp UNSEEN = new FileStamp(0, 0, 0);

    private ChunkFolder() {}

    /**
     * The files of a folder that may be chunks, in the order in which the watcher announces them: by counter, then by the
     * time in their names. Lists, temporary names and folders are left out.
     *
     * @throws IOException when the folder cannot be listed
     */
    public static List<Path> chunks(Path folder) throws IOException {
        List<TrackedFile> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, ChunkFolder::isChunk)) {
            for (Path entry : entries) {
                ChunkName name = ChunkName.of(entry.getFileName().toString(), null, ZoneOffset.UTC);
                files.add(new TrackedFile(name, UNSEEN, 0));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        files.sort(TrackedFile.ORDER);
        return files.stream().map(file -> folder.resolve(file.name)).toList();
    }

    private static boolean isChunk(Path entry) {
        String name = entry.getFileName().toString();
        return !FileNames.isTemporary(name) && !FileNames.isList(name) && Files.isRegularFile(entry);
    }
}
