package tams.ingest.watcher;

import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What a file system says about a file's content without reading it. Equal stamps: as far as it can tell, nobody wrote
 * between the two looks.
 *
 * @param modifiedNanos since 1970, compared with other stamps only, never with a clock
 * @param key of device and inode, or of an object's version; 0 where the file system has none
 */
record FileStamp(long bytes, long modifiedNanos, int key) {

    static FileStamp of(BasicFileAttributes attributes) {
        return new FileStamp(
                attributes.size(),
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                Objects.hashCode(attributes.fileKey()));
    }

    /** The options of reading what was looked at and nothing else: no link, and no other version where there are versions. */
    static OpenOption[] options(BasicFileAttributes seen) {
        return seen.fileKey() instanceof OpenOption version
                ? new OpenOption[] {LinkOption.NOFOLLOW_LINKS, version}
                : new OpenOption[] {LinkOption.NOFOLLOW_LINKS};
    }

    Instant modifiedAt() {
        return Instant.ofEpochSecond(0, modifiedNanos);
    }
}
