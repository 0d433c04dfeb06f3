package tams.ingest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TemporaryException;
import tams.ingest.registrar.ChunkLookup;
import tams.ingest.registrar.TopicSearch;

@Command(
        name = "chunk",
        mixinStandardHelpOptions = true,
        description = "One chunk's way from its file to the store.",
        subcommands = ChunkCommand.Show.class)
final class ChunkCommand extends CommandGroup {

    /** How long the ledger is read where no registrar answers: twice what a million lines take. */
    private static final Duration SCAN_MAX = Duration.ofSeconds(20);

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description =
                    "Shows what became of a chunk: file, measurement, places on the topics, Flow, timerange, object,"
                            + " attempts and HTTP codes. Asks the registrar at ops.urls; reads the ledger itself where none answers.")
    static final class Show implements Callable<Integer> {

        @Mixin
        private final ConfigOption config = new ConfigOption();

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private CommandSpec spec;

        @Parameters(
                paramLabel = "ID",
                description = "12 or more hex digits of the SHA-256, an arrival id, or a file name (the latest arrival"
                        + " of that name; the others are listed)")
        @SuppressWarnings("NullAway.Init") // picocli insists on it
        private String id;

        @Option(names = "--json", description = "one JSON document")
        private boolean json;

        @Override
        public Integer call() {
            Settings settings = config.load();
            ChunkLookup.Answer answer = RegistrarPage.ask(settings, id).orElseGet(() -> scan(settings));
            if (answer.status() == OK) {
                if (json) {
                    System.out.println(answer.body());
                } else {
                    ChunkPrint.lines(answer.body()).forEach(System.out::println);
                }
                return ExitCode.OK;
            }
            JsonNode words = answer.body().path("error");
            if (answer.status() == NOT_FOUND) {
                throw new CheckFailedException(words.asText());
            }
            throw new ParameterException(spec.commandLine(), words.asText());
        }

        private ChunkLookup.Answer scan(Settings settings) {
            try (TopicSearch search = TopicSearch.open(settings, SCAN_MAX)) {
                return ChunkLookup.answer(id, new LedgerScan(settings, id), search);
            } catch (KafkaException e) {
                throw new TemporaryException(
                        "no registrar answers at ops.urls (" + settings.get(Keys.OPS_URLS)
                                + "), and the ledger cannot be read from Kafka at "
                                + settings.get(Keys.KAFKA_BOOTSTRAP)
                                + "; check ops.urls, kafka.bootstrap and that the services run",
                        e);
            }
        }
    }
}
