package tams.ingest.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Copies of objects that are too large for one call, with small limits in place of S3's. */
class ObjectCopyTest {

    /** The least that S3 takes for a part that is not the last. */
    private static final int PART = 5 << 20;

    private static S3Server s3;

    @BeforeAll
    static void start() throws Exception {
        s3 = S3Server.start();
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    private static Path source(String key, int bytes) {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        s3.put(key, content);
        return s3.place("").resolve(key);
    }

    private static ObjectCopy inParts(Path source) {
        return new ObjectCopy(BucketPath.of(source).getFileSystem().calls(), PART, PART);
    }

    private static ObjectVersion versionOf(Path object) throws IOException {
        return (ObjectVersion)
                Files.readAttributes(object, BasicFileAttributes.class).fileKey();
    }

    @Test
    void copiesByteForByteInPartsWithTheMarkAndTheType() throws IOException {
        Path source = source("in/large.ts", 2 * PART + 12_345);

        inParts(source).copy("in/large.ts", versionOf(source), "out/large.ts", "mine");

        Path copy = source.getRoot().resolve("out/large.ts");
        assertThat(Files.readAllBytes(copy)).isEqualTo(Files.readAllBytes(source));
        assertThat(Bucket.of(copy).orElseThrow().markOf(copy)).isEqualTo("mine");
        assertThat(s3.uploadsUnderWay()).isZero();
    }

    @Test
    void leavesNothingBehindWhenTheSourceIsAnotherByNow() throws IOException {
        Path source = source("in/changed.ts", PART + 1);
        ObjectVersion before = versionOf(source);
        source("in/changed.ts", PART + 2);

        assertThatThrownBy(() -> inParts(source).copy("in/changed.ts", before, "out/changed.ts", "mine"))
                .isInstanceOf(NoSuchFileException.class);

        assertThat(s3.keys()).doesNotContain("out/changed.ts");
        assertThat(s3.uploadsUnderWay()).isZero();
    }

    @Test
    void takesOneCallUpToTheLimit() throws IOException {
        Path source = source("in/small.ts", PART);

        inParts(source).copy("in/small.ts", versionOf(source), "out/small.ts", "mine");

        Path copy = source.getRoot().resolve("out/small.ts");
        // The ETag of an upload in parts would be another.
        assertThat(versionOf(copy)).isEqualTo(versionOf(source));
    }
}
