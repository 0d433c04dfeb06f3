package tams.ingest.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The sample chunks that the command line carries. */
final class Samples {

    private Samples() {}

    /** @param number from 1 */
    static byte[] camera(int number) {
        String name = String.format("/samples/camera-1/camera-1_%03d.ts", number);
        try (InputStream in = Samples.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
