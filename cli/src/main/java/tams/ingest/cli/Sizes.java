package tams.ingest.cli;

import java.util.Locale;

/** Amounts of bytes as people read them. */
final class Sizes {

    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    private Sizes() {}

    static String text(long bytes) {
        return bytes < 10 * GIB
                ? String.format(Locale.ROOT, "%,d MiB", bytes / MIB)
                : String.format(Locale.ROOT, "%,d GiB", bytes / GIB);
    }
}
