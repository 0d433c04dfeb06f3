package tams.ingest.watcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Evidence;
import tams.ingest.contracts.FeedSettings;
import tams.ingest.contracts.Ids;
import tams.ingest.mpegts.KnownPrograms;
import tams.ingest.s3.BucketException;

/**
 * Turns a {@link FoundFile} into a {@link ChunkArrived}: reads it once and makes sure that nobody wrote to it meanwhile.
 *
 * <p>Readings are kept for a while, so that announcing again does not read again, and so is the program map of each feed's
 * last chunk, for chunks that come without. On the scanner's thread only.
 */
final class MeasureChunk implements Processor {

    /** Readings that are kept, at 1 to 2 KB each. */
    static final int READINGS_MAX = 4_096;

    /** Feeds whose last program map is kept, at 1 KB each or so; a forgotten one costs a chunk that has no tables. */
    static final int FEEDS_MAX = 4_096;

    private record Key(Path path, FileStamp stamp) {}

    private final ChunkReader reader = new ChunkReader();
    private final Map<Key, ChunkReader.Reading> readings = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, ChunkReader.Reading> eldest) {
            return size() > READINGS_MAX;
        }
    };

    private final Map<String, KnownPrograms> programs = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, KnownPrograms> eldest) {
            return size() > FEEDS_MAX;
        }
    };

    private final Map<String, StreamMark> marks = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, StreamMark> eldest) {
            return size() > FEEDS_MAX;
        }
    };

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        exchange.getMessage().setBody(measure(exchange.getMessage().getMandatoryBody(FoundFile.class)));
    }

    /**
     * Measures a file.
     *
     * @throws ChangedFileException when it is not the file any more that was found
     * @throws UnreadableFileException when it cannot be read
     * @throws BucketAwayException when nothing can be read for now
     * @throws EarlyFileException when it may not overtake its feed's backlog
     */
    ChunkArrived measure(FoundFile found) {
        try {
            ChunkReader.Reading reading = reading(found);
            mark(found, reading);
            ChunkFile file = new ChunkFile(found.folder() + "/" + found.name(), reading.bytes(), reading.sha256());
            return new ChunkArrived(
                    found.claim().feed(),
                    Ids.arrival(found.claim().feed(), file),
                    file,
                    found.sequence(),
                    found.stamp().modifiedAt(),
                    found.completeAt(),
                    reading.measurement(),
                    reading.fault(),
                    evidence(found.evidence(), reading),
                    found.claim().settings());
        } catch (NoSuchFileException e) {
            throw new ChangedFileException("the file is gone");
        } catch (BucketException e) {
            throw e.isRefused() ? unreadable(e) : new BucketAwayException(e);
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    private static UnreadableFileException unreadable(Exception e) {
        return new UnreadableFileException(e.getClass().getSimpleName() + ": " + e.getMessage(), e);
    }

    /**
     * Keeps where a feed's announced chunks lie, and stops one that would get ahead of the others by a wrong guess.
     *
     * <p>Times are made in the order of announcement. Within an unbroken stream that order does not matter; but where an
     * encoder was restarted meanwhile, what comes before the break has to be announced before it.
     */
    private void mark(FoundFile found, ChunkReader.Reading reading) {
        FeedSettings settings = found.claim().settings();
        if (settings == null) {
            return;
        }
        Integer program = settings.feed().program();
        StreamMark mark = StreamMark.of(found.sequence(), reading.measurement(), program);
        StreamMark before = marks.get(found.claim().feed());
        boolean isOfOneRun = mark != null && before != null && before.isOfOneRunWith(mark);
        if (found.overtakes() && !isOfOneRun) {
            throw new EarlyFileException("names and PTS do not tell that nothing broke between the backlog and this");
        }
        if (mark != null && (!isOfOneRun || before == null || mark.sequence() > before.sequence())) {
            marks.put(found.claim().feed(), mark);
        }
    }

    private static Evidence evidence(Evidence beside, ChunkReader.Reading reading) {
        return new Evidence(beside.namedAt(), beside.listedAt(), beside.discontinuity(), reading.slices());
    }

    private ChunkReader.Reading reading(FoundFile found) throws IOException {
        Key key = new Key(found.path(), found.stamp());
        BasicFileAttributes seen = check(found);
        ChunkReader.Reading known = readings.get(key);
        if (known != null && !found.anew()) {
            return known;
        }
        String feed = found.claim().feed();
        KnownPrograms before = programs.getOrDefault(feed, KnownPrograms.NONE);
        ChunkReader.Reading reading = reader.read(found.path(), before, FileStamp.options(seen));
        var unused = check(found);
        if (reading.bytes() != found.stamp().bytes()) {
            throw new ChangedFileException("read " + reading.bytes() + " bytes of a file of "
                    + found.stamp().bytes());
        }
        programs.put(feed, reader.programs());
        readings.put(key, reading);
        return reading;
    }

    /** Before reading, since opening a FIFO that took the file's place would block; after it, since it may have grown. */
    private static BasicFileAttributes check(FoundFile found) throws IOException {
        var attributes = Files.readAttributes(found.path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile() || !FileStamp.of(attributes).equals(found.stamp())) {
            throw new ChangedFileException("the file was written to or replaced");
        }
        return attributes;
    }
}
