package tams.ingest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tams.ingest.contracts.Json;
import tams.ingest.kit.FeedFile;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicSetup;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Runs the whole job once, in this process, in a temporary folder: plays two sample feeds into a drop"
                        + " folder, waits until every chunk is registered, reads every object back and compares it byte for byte.")
final class DemoCommand implements Callable<Integer> {

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Option(
            names = "--running",
            description = "play into the pipeline and the store of the configuration, which run already")
    private boolean running;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws IOException {
        return running ? playInto(config.load()) : playAlone();
    }

    /** The samples have their place in a store once: where they are already, there is nothing to play. */
    private int playInto(Settings settings) throws IOException {
        long started = System.nanoTime();
        Path table = Files.createTempFile("tams-ingest-demo", ".yaml");
        try {
            Files.write(table, Samples.feedTable());
            TopicSetup.ensure(settings);
            FeedTableTopic.apply(settings, FeedFile.read(table), true, Clock.systemUTC());
        } finally {
            Files.deleteIfExists(table);
        }
        boolean played = StatusCommand.rows(settings, Clock.systemUTC().instant()).stream()
                .map(FeedRow::status)
                .anyMatch(feed ->
                        Samples.FEEDS.contains(feed.feed()) && feed.counts().seen() > 0);
        if (played) {
            System.err.println("the sample feeds have been played into this pipeline already: see status");
            return ExitCode.OK;
        }
        long ready = System.nanoTime();
        DemoReport report = new DemoPlay(settings, settings.get(Keys.DROP_ROOT)).run();
        report.print(json, millis(started, ready), millis(ready, System.nanoTime()));
        return report.isProven() ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }

    private int playAlone() throws IOException {
        long started = System.nanoTime();
        Path folder = Files.createTempDirectory("tams-ingest-demo");
        try {
            Path drop = Files.createDirectories(folder.resolve("drop"));
            Path table = Files.write(folder.resolve("feeds.yaml"), Samples.feedTable());
            // Nothing from this machine's file or environment: the demo is the same everywhere.
            Settings settings =
                    Settings.load(emptyFile(folder), Map.of(), Map.of(Keys.DROP_ROOT.key(), drop.toString()));
            System.err.println("starting Kafka, a TAMS store and the three services on free loopback ports ...");
            try (AllInOne all = AllInOne.start(
                    settings, folder.resolve("data"), new AllInOne.Ports(0, 0, 0, 0), FeedFile.read(table))) {
                long ready = System.nanoTime();
                DemoReport report = new DemoPlay(all.settings(), drop).run();
                report.print(json, millis(started, ready), millis(ready, System.nanoTime()));
                return report.isProven() ? ExitCode.OK : ExitCode.CHECK_FAILED;
            }
        } finally {
            delete(folder);
        }
    }

    private static Path emptyFile(Path folder) throws IOException {
        return Files.writeString(folder.resolve("tams-ingest.yaml"), Json.text(Map.of()));
    }

    private static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
