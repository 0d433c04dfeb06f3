package tams.ingest.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many folders of a bucket looked at in few calls: nothing is missed or made up, and the calls are counted. */
class ObjectSweepTest {

    private static S3Server s3;

    private Path place;

    @BeforeAll
    static void start() throws Exception {
        s3 = S3Server.start();
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @BeforeEach
    void empty() {
        s3.keys().forEach(s3::delete);
        place = s3.place("site");
    }

    private static ObjectSweep sweep(Path place) {
        return Bucket.of(place).orElseThrow().sweep(place);
    }

    /** What is in a folder, by name: files with their sizes and versions, folders as such. */
    private static Map<String, BasicFileAttributes> read(DirectoryStream<Path> stream) throws IOException {
        Map<String, BasicFileAttributes> entries = new TreeMap<>();
        try (stream) {
            for (Path entry : stream) {
                String name = entry.getFileName().toString();
                var attributes = Files.readAttributes(entry, BasicFileAttributes.class);
                assertThat(entries.put(name, attributes)).as("%s twice", name).isNull();
            }
        }
        return entries;
    }

    /** Goal: a sweep shows what single listings show. Method: random keys with hard names, folders in and out of order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void showsWhatListingEachFolderShows(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> folders = List.of("a", "a-b", "a b", "a0", "ä", "archive", "z", "\uD83D\uDCF9", "\uFF5E");
        List<String> names = List.of("x.ts", "x/deep.ts", "x0", "x-1.ts", "!x.ts", "", "x/y/z.ts", "~.ts");
        for (int i = 0; i < 60; i++) {
            String folder = folders.get(random.nextInt(folders.size()));
            s3.put("site/" + folder + "/" + names.get(random.nextInt(names.size())), "bytes " + i);
        }
        s3.put("site-not/a/x.ts", "elsewhere");
        List<String> asked = new ArrayList<>(folders);
        asked.add("nothing");
        if (seed % 2 == 0) {
            asked.sort(Comparator.comparing(name -> name + "/"));
        } else {
            Collections.shuffle(asked, random);
        }
        ObjectSweep sweep = sweep(place);
        for (String folder : asked) {
            Path path = place.resolve(folder);
            try (DirectoryStream<Path> alone = Files.newDirectoryStream(path)) {
                assertThat(read(sweep.open(path))).as(folder).isEqualTo(read(alone));
            }
        }
    }

    @Test
    void listsAThousandNearlyEmptyFoldersInOneCall() throws IOException {
        TreeSet<String> folders = new TreeSet<>(Comparator.comparing((String name) -> name + "/"));
        IntStream.rangeClosed(1, 1_000).forEach(number -> folders.add("cam-" + number));
        folders.parallelStream().forEach(folder -> s3.put("site/" + folder + "/x_1.ts", "one"));
        s3.put("site/archive/2026-11-22/cam-1/x_0.ts", "old");
        int before = s3.listings();
        ObjectSweep sweep = sweep(place);
        for (String folder : folders) {
            assertThat(read(sweep.open(place.resolve(folder)))).containsOnlyKeys("x_1.ts");
        }
        assertThat(s3.listings() - before).isEqualTo(1);
    }

    @Test
    void passesOverAFullArchiveAndFullDeeperFoldersWithACallEach() throws IOException {
        IntStream.range(0, 2_500).parallel().forEach(n -> s3.put("site/archive/%05d.ts".formatted(n), "x"));
        IntStream.range(0, 2_500).parallel().forEach(n -> s3.put("site/cam/deep/%05d.ts".formatted(n), "x"));
        s3.put("site/a/x_1.ts", "one");
        s3.put("site/cam/x_2.ts", "two");
        int before = s3.listings();
        ObjectSweep sweep = sweep(place);
        assertThat(read(sweep.open(place.resolve("a")))).containsOnlyKeys("x_1.ts");
        assertThat(read(sweep.open(place.resolve("cam")))).containsOnlyKeys("deep", "x_2.ts");
        assertThat(s3.listings() - before).isEqualTo(3);
    }

    @Test
    void goesThroughAllPagesOfAFullFolder() throws IOException {
        IntStream.range(0, 2_001).parallel().forEach(n -> s3.put("site/cam/%05d.ts".formatted(n), "x"));
        int before = s3.listings();
        assertThat(read(sweep(place).open(place.resolve("cam")))).hasSize(2_001);
        assertThat(s3.listings() - before).isEqualTo(3);
    }

    @Test
    void passesOverNamesThatAreNone() throws IOException {
        try (ScriptedS3 odd = new ScriptedS3()) {
            Path there = S3Server.place(odd.endpoint(), "drop", "site");
            odd.then(exchange -> answer(exchange, "site/a//x.ts", "site/a//y.ts", "site/a/z.ts", "site/b/x.ts"));
            assertThat(read(sweep(there).open(there.resolve("a")))).containsOnlyKeys("z.ts");
        }
    }

    @Test
    void listsFolderByFolderWhereAnS3DoesNotSort() throws IOException {
        try (ScriptedS3 odd = new ScriptedS3()) {
            Path there = S3Server.place(odd.endpoint(), "drop", "site");
            odd.then(exchange -> answer(exchange, "site/b/x.ts", "site/a/x.ts"))
                    .then(exchange -> answer(exchange, "site/a/x.ts"))
                    .then(exchange -> answer(exchange, "site/b/x.ts"));
            ObjectSweep sweep = sweep(there);
            assertThat(read(sweep.open(there.resolve("a")))).containsOnlyKeys("x.ts");
            assertThat(read(sweep.open(there.resolve("b")))).containsOnlyKeys("x.ts");
            assertThat(odd.asked).hasSize(3);
        }
    }

    private static void answer(HttpExchange exchange, String... keys) throws IOException {
        StringBuilder listing = new StringBuilder("<ListBucketResult><IsTruncated>false</IsTruncated>");
        for (String key : keys) {
            listing.append("<Contents><Key>").append(key).append("</Key><Size>1</Size><ETag>v1</ETag>");
            listing.append("<LastModified>2026-11-22T12:00:00.000Z</LastModified></Contents>");
        }
        byte[] bytes = listing.append("</ListBucketResult>").toString().getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
