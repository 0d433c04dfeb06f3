package tams.ingest.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;

/** The sample feeds in the jar; how they were made stands beside them. */
final class Samples {

    static final String CAMERA = "camera-1";
    static final String RADIO = "radio-1";
    static final List<String> FEEDS = List.of(CAMERA, RADIO);

    private static final int CHUNKS = 8;

    private Samples() {}

    /** The names of a feed's chunks, in order. */
    static List<String> chunks(String feed) {
        return IntStream.rangeClosed(1, CHUNKS)
                .mapToObj(number -> String.format("%s_%03d.ts", feed, number))
                .toList();
    }

    static byte[] chunk(String feed, String name) {
        return resource(feed + "/" + name);
    }

    static byte[] feedTable() {
        return resource("feeds.yaml");
    }

    private static byte[] resource(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("/samples/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the sample " + name + " is missing from the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
