package tams.ingest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tams.ingest.contracts.Feed;
import tams.ingest.kit.BucketAddress;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.EventCode;
import tams.ingest.kit.FeedFile;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;

@Command(
        name = "local",
        mixinStandardHelpOptions = true,
        description = "Runs everything in one process on loopback: Kafka, a TAMS store with its object store, and the"
                + " three services. Prints 'ready' when chunks are accepted. State is kept under --data.")
final class LocalCommand implements Callable<Integer> {

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--drop",
            paramLabel = "DIR",
            description = "the drop folder; made when it is missing. Default: drop.root")
    private @Nullable Path drop;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "where all state is kept")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private Path data;

    @Option(names = "--feeds", paramLabel = "FILE", description = "the feed table, applied at each start")
    private @Nullable Path feeds;

    @Option(names = "--tams-port", paramLabel = "N", description = "port of the TAMS API (default: ${DEFAULT-VALUE})")
    private int tamsPort = 8010;

    @Option(names = "--kafka-port", paramLabel = "N", description = "port of Kafka (default: ${DEFAULT-VALUE})")
    private int kafkaPort = 9092;

    @Option(names = "--s3-port", paramLabel = "N", description = "port of the object store (default: ${DEFAULT-VALUE})")
    private int s3Port = 9000;

    @Option(names = "--ops-port", paramLabel = "N", description = "port of /observe/* (default: ${DEFAULT-VALUE})")
    private int opsPort = 9876;

    @Override
    public Integer call() {
        Map<String, String> flags = new HashMap<>();
        if (drop != null) {
            flags.put(Keys.DROP_ROOT.key(), drop.toString());
        }
        Settings settings = config.load(flags);
        @Nullable List<Feed> table = feeds == null ? null : FeedFile.read(feeds);
        Path root = settings.get(Keys.DROP_ROOT);
        if (drop != null && BucketAddress.of(root).isEmpty() && !Files.exists(root)) {
            makeFolder(root);
        }
        AllInOne all = AllInOne.start(settings, data, new AllInOne.Ports(tamsPort, kafkaPort, s3Port, opsPort), table);
        Thread stop = new Thread(all::close, "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        System.out.println("ready");
        System.out.flush();
        return waitForEnd(all);
    }

    /** The folder that was asked for by name; a configured one that is missing is more likely a lost mount. */
    private static void makeFolder(Path root) {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new ConfigException("the drop folder " + root + " cannot be made: " + e);
        }
    }

    private static int waitForEnd(AllInOne all) {
        try {
            all.failure().join();
        } catch (CompletionException e) {
            LoggerFactory.getLogger(LocalCommand.class)
                    .error(
                            EventCode.PROCESS_ENDS.marker(),
                            "ending: start again to go on; nothing is lost",
                            e.getCause());
        }
        return ExitCode.UNEXPECTED;
    }
}
