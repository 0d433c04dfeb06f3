package tams.ingest.watcher;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.s3.Bucket;
import tams.ingest.s3.BucketException;

/**
 * Puts a chunk into a bucket before it is announced, for registrars that cannot read the drop folder.
 *
 * <p>The copy's name is the arrival, which stands for place and bytes: a repetition finds it there, or writes the same once
 * more. What is staged and never announced is removed by {@link StagedChunks}. On the scanner's thread, one at a time.
 */
final class StageChunk implements Processor {

    private final Path place;
    private final Bucket bucket;
    private final WatcherMetrics metrics;

    StageChunk(Path place, WatcherMetrics metrics) {
        this.place = place;
        this.bucket = Bucket.of(place).orElseThrow();
        this.metrics = metrics;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        FoundFile found = requireNonNull(exchange.getProperty(AnnounceRoute.FOUND, FoundFile.class));
        exchange.getMessage().setBody(stage(found, exchange.getMessage().getMandatoryBody(ChunkArrived.class)));
    }

    /**
     * Makes sure that a chunk's copy is there; gives the event that says so. What has no feed yet, or cannot be measured, is
     * read by nobody and gets none.
     *
     * @throws ChangedFileException when the file is not any more what was measured
     * @throws UnreadableFileException when the file cannot be read
     * @throws BucketAwayException when the bucket does not take it
     */
    ChunkArrived stage(FoundFile found, ChunkArrived chunk) {
        if (chunk.settings() == null || chunk.measurement() == null) {
            return chunk;
        }
        String name = chunk.arrival().toString();
        try {
            put(found.path(), place.resolve(name), chunk.file());
        } catch (NoSuchFileException e) {
            throw new ChangedFileException("the file is gone");
        } catch (BucketException e) {
            throw new BucketAwayException(e);
        } catch (IOException e) {
            throw new UnreadableFileException(e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
        return chunk.stagedAt(name);
    }

    private void put(Path source, Path copy, ChunkFile file) throws IOException {
        if (isThere(copy, file)) {
            return;
        }
        if (!bucket.put(copy, source, file.bytes(), file.sha256())) {
            throw new ChangedFileException("the file was written to while it was staged");
        }
        metrics.staged();
    }

    private static boolean isThere(Path copy, ChunkFile file) throws IOException {
        try {
            return Files.size(copy) == file.bytes();
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
