package tams.ingest.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tams.ingest.kit.BucketAddress;

/** A bucket behind real HTTP: what {@link Files} says of it, and what {@link Bucket} does to it. */
class BucketTest {

    private static S3Server s3;

    @BeforeAll
    static void start() throws Exception {
        s3 = S3Server.start();
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    private static List<Path> listed(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        }
        return entries;
    }

    private static Path object(String key) {
        return s3.place("").resolve(key);
    }

    private static List<String> names(Path folder) throws IOException {
        return listed(folder).stream()
                .map(entry -> entry.getFileName().toString())
                .toList();
    }

    private static ObjectVersion versionOf(Path object) throws IOException {
        Object key = Files.readAttributes(object, BasicFileAttributes.class).fileKey();
        return (ObjectVersion) key;
    }

    private static String text(Path object) throws IOException {
        return new String(Files.newInputStream(object).readAllBytes(), UTF_8);
    }

    @Test
    void listsFoldersAndObjectsRightBelowAPlace() throws IOException {
        s3.put("listed/", "");
        s3.put("listed/a.ts", "one");
        s3.put("listed/cam 1/b.ts", "two");
        s3.put("listed-not/c.ts", "three");
        List<Path> entries = listed(s3.place("listed"));
        assertThat(entries)
                .extracting(entry -> entry.getFileName().toString())
                .containsExactlyInAnyOrder("a.ts", "cam 1");
        assertThat(entries).filteredOn(Files::isDirectory).hasSize(1);
        assertThat(names(s3.place("listed").resolve("cam 1"))).containsExactly("b.ts");
        assertThat(names(s3.place("nothing"))).isEmpty();
    }

    @Test
    void keepsNamesThatNeedEscapesAsTheyAre() throws IOException {
        List<String> odd = List.of("a b+c%20.ts", "ä€.ts", "x&y<z>.ts", "two  blanks.ts", "'q'.ts");
        odd.forEach(name -> s3.put("odd/" + name, name));
        assertThat(names(s3.place("odd"))).containsExactlyInAnyOrderElementsOf(odd);
        for (String name : odd) {
            assertThat(text(s3.place("odd").resolve(name))).isEqualTo(name);
        }
    }

    @Test
    void goesOnFromPageToPage() throws IOException {
        int count = BucketCalls.PAGE_MAX + 1;
        IntStream.range(0, count).parallel().forEach(n -> s3.put("many/%05d.ts".formatted(n), "x"));
        assertThat(names(s3.place("many")))
                .hasSize(count)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void saysTheSameOfAnObjectWhetherListedOrAskedFor() throws IOException {
        s3.put("same/a.ts", "one");
        Path entry = listed(s3.place("same")).get(0);
        var listed = Files.readAttributes(entry, BasicFileAttributes.class);
        var asked = Files.readAttributes(object("same/a.ts"), BasicFileAttributes.class);
        assertThat(listed).isEqualTo(asked);
        assertThat(listed.size()).isEqualTo(3);
        assertThat(listed.isRegularFile()).isTrue();
    }

    @Test
    void readsFromAnyPositionAndTheWantedContentOnly() throws IOException {
        s3.put("read/a.ts", "0123456789");
        Path object = object("read/a.ts");
        ObjectVersion first = versionOf(object);
        try (SeekableByteChannel channel = Files.newByteChannel(object, Set.of(StandardOpenOption.READ, first))) {
            assertThat(channel.size()).isEqualTo(10);
            channel.position(7);
            ByteBuffer rest = ByteBuffer.allocate(10);
            while (channel.read(rest) > 0) {
                assertThat(rest.position()).isPositive();
            }
            assertThat(new String(rest.array(), 0, rest.position(), UTF_8)).isEqualTo("789");
        }
        s3.put("read/a.ts", "other bytes");
        assertThatThrownBy(() -> Files.newByteChannel(object, Set.of(StandardOpenOption.READ, first)))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("other content");
        assertThat(text(object)).isEqualTo("other bytes");
    }

    @Test
    void copiesTheFoundVersionOnlyAndMarksTheCopy() throws IOException {
        s3.put("copy/a.ts", "one");
        Path source = object("copy/a.ts");
        Bucket bucket = Bucket.of(source).orElseThrow();
        ObjectVersion version = versionOf(source);
        bucket.copy(source, version, source.resolveSibling("b.ts"), "mine");
        assertThat(s3.text("copy/b.ts")).isEqualTo("one");
        assertThat(bucket.markOf(source.resolveSibling("b.ts"))).isEqualTo("mine");
        assertThat(bucket.markOf(source)).isEmpty();
        s3.put("copy/a.ts", "two");
        assertThatThrownBy(() -> bucket.copy(source, version, source.resolveSibling("c.ts"), "mine"))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(Files.exists(source.resolveSibling("c.ts"))).isFalse();
    }

    @Test
    void deletesTheFoundVersionOnly() throws IOException {
        s3.put("delete/a.ts", "one");
        Path object = object("delete/a.ts");
        Bucket bucket = Bucket.of(object).orElseThrow();
        ObjectVersion version = versionOf(object);
        s3.put("delete/a.ts", "two");
        assertThatThrownBy(() -> bucket.delete(object, version)).isInstanceOf(NoSuchFileException.class);
        assertThat(s3.text("delete/a.ts")).isEqualTo("two");
        bucket.delete(object, versionOf(object));
        assertThat(Files.exists(object)).isFalse();
        assertThatThrownBy(() -> bucket.delete(object, version)).isInstanceOf(NoSuchFileException.class);
        bucket.write(object.resolveSibling("a.txt"), "why");
        assertThat(s3.text("delete/a.txt")).isEqualTo("why");
    }

    @Test
    void tellsAMissingBucketFromAnEmptyOneAndSaysWhatToDo() {
        Path place = S3Server.place(s3.endpoint(), "no-such-bucket", "x");
        Bucket bucket = Bucket.of(place).orElseThrow();
        assertThatThrownBy(() -> bucket.check(place))
                .isInstanceOfSatisfying(
                        BucketException.class, e -> assertThat(e.isRefused()).isTrue())
                .hasMessageContaining("no-such-bucket")
                .hasMessageContaining("NoSuchBucket");
        assertThat(bucket.trouble()).isPresent();
        assertThatThrownBy(() -> listed(place)).isInstanceOf(BucketException.class);
    }

    @Test
    void readsAddressesAsPeopleWriteThem() {
        assertThat(BucketAddress.of(Path.of("s3://bucket/a/b/"))).contains(new BucketAddress("bucket", "a/b"));
        assertThat(BucketAddress.of(Path.of("s3://bucket"))).contains(new BucketAddress("bucket", ""));
        assertThat(BucketAddress.of(Path.of("/srv/s3:/drop"))).isEmpty();
        assertThat(s3.place("/a//b/").toString()).isEqualTo("s3://" + S3Server.BUCKET + "/a/b");
    }
}
