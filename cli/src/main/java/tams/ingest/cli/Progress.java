package tams.ingest.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** One line on a terminal that says how far a long run has come; nothing at all where nobody watches. */
final class Progress {

    /** Often enough to look alive. */
    static final Duration EVERY = Duration.ofMillis(200);

    private static final String ERASE = "\r\u001b[K";

    private final PrintStream terminal;
    private final boolean isWatched;
    private final LongSupplier nanos;
    private long shownAt;
    private boolean isShown;

    /**
     * Shows nothing before {@link #EVERY} has passed, so that short runs stay quiet.
     *
     * @param isWatched whether {@code terminal} is one
     */
    Progress(PrintStream terminal, boolean isWatched, LongSupplier nanos) {
        this.terminal = terminal;
        this.isWatched = isWatched;
        this.nanos = nanos;
        this.shownAt = nanos.getAsLong();
    }

    static Progress onStderr() {
        return new Progress(System.err, Terminal.is(Terminal.STDERR), System::nanoTime);
    }

    /** Shows how far it has come, if that was not just shown. */
    void show(String line) {
        long now = nanos.getAsLong();
        if (isWatched && now - shownAt >= EVERY.toNanos()) {
            terminal.print(ERASE + line);
            terminal.flush();
            shownAt = now;
            isShown = true;
        }
    }

    /** Takes the line away, before anything else is printed and at the end. */
    void erase() {
        if (isShown) {
            terminal.print(ERASE);
            terminal.flush();
            isShown = false;
        }
    }
}
