package tams.ingest.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rows and columns of a terminal; what every terminal has where they are not known. */
record ScreenSize(int rows, int columns) {

    static final ScreenSize DEFAULT = new ScreenSize(24, 80);

    private static final Pattern SIZE = Pattern.compile("(\\d{1,4}) (\\d{1,4})");
    private static final int LEAST_ROWS = 6;
    private static final int LEAST_COLUMNS = 40;

    /** As it is now; asked anew each time, since windows are resized. */
    static ScreenSize of(boolean isTerminal) {
        File terminal = new File("/dev/tty");
        if (!isTerminal || !terminal.exists()) {
            return DEFAULT;
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(terminal)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(stty.getInputStream().readNBytes(32), StandardCharsets.US_ASCII);
            return stty.waitFor(1, TimeUnit.SECONDS) ? parse(said) : DEFAULT;
        } catch (IOException e) {
            return DEFAULT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return DEFAULT;
        }
    }

    static ScreenSize parse(String said) {
        Matcher size = SIZE.matcher(said.strip());
        if (!size.matches()) {
            return DEFAULT;
        }
        int rows = Integer.parseInt(size.group(1));
        int columns = Integer.parseInt(size.group(2));
        return rows < LEAST_ROWS || columns < LEAST_COLUMNS ? DEFAULT : new ScreenSize(rows, columns);
    }
}
