package tams.ingest.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TemporaryException;

/** The live view: what {@code status} knows, drawn anew every two seconds until Ctrl-C. */
@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        description =
                "Shows all feeds live, the worst first; Ctrl-C ends it. Without a terminal, or with --once, one screen.")
final class TopCommand implements Callable<Integer> {

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final String ESCAPE = "\u001b[";
    private static final String ENTER = ESCAPE + "?1049h" + ESCAPE + "?25l";
    private static final String LEAVE = ESCAPE + "?25h" + ESCAPE + "?1049l";
    private static final String HOME = ESCAPE + "H";
    private static final String REST_OF_LINE = ESCAPE + "K";
    private static final String REST_OF_SCREEN = ESCAPE + "J";

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--once", description = "one screen, then the end")
    private boolean once;

    private final CountDownLatch end = new CountDownLatch(1);
    private final Rates rates = new Rates();
    private List<FeedRow> rows = List.of();
    private @Nullable String trouble;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = config.load();
        if (once || !Terminal.is(Terminal.STDOUT)) {
            rows = StatusCommand.rows(settings, Instant.now());
            screen(ScreenSize.of(Terminal.is(Terminal.STDOUT))).forEach(System.out::println);
            return ExitCode.OK;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::leave, "leave"));
        System.out.print(ENTER);
        do {
            look(settings);
            draw(screen(ScreenSize.of(true)));
        } while (!end.await(EVERY.toMillis(), TimeUnit.MILLISECONDS) && !System.out.checkError());
        return ExitCode.OK;
    }

    /** What was known stays on the screen while Kafka is away, under a line that says so. */
    private void look(Settings settings) {
        try {
            rows = StatusCommand.rows(settings, Instant.now());
            rows.forEach(
                    row -> rates.note(row.status().feed(), row.status().counts().registered(), System.nanoTime()));
            trouble = null;
        } catch (TemporaryException | RetriableException e) {
            trouble = String.valueOf(e.getMessage());
        }
    }

    private List<String> screen(ScreenSize size) {
        return TopScreen.lines(rows, rates, trouble, Instant.now(), size);
    }

    private static void draw(List<String> lines) {
        System.out.print(HOME + String.join(REST_OF_LINE + "\r\n", lines) + REST_OF_LINE + REST_OF_SCREEN);
        System.out.flush();
    }

    private void leave() {
        end.countDown();
        System.out.print(LEAVE);
        System.out.flush();
    }
}
