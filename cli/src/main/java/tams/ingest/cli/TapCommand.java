package tams.ingest.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.EventTypes;
import tams.ingest.contracts.FeedFact;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Topic;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Nearest;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TemporaryException;
import tams.ingest.kit.TopicReader;

@Command(
        name = "tap",
        mixinStandardHelpOptions = true,
        description = "Prints events as they come, decoded, one JSON a line; ends with Ctrl-C.")
final class TapCommand implements Callable<Integer> {

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--topic", paramLabel = "T", description = "only this topic, e.g. ingest.gaps; default: all")
    private @Nullable String topic;

    @Option(names = "--feed", paramLabel = "ID", description = "only this feed")
    private @Nullable String feed;

    @Option(names = "--from-beginning", description = "what lies on the topics first")
    private boolean fromBeginning;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = config.load();
        List<TopicReader<?>> readers = new ArrayList<>();
        chosen().forEach(each -> readers.add(follow(settings, each)));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> readers.forEach(TopicReader::close), "stop"));
        try {
            readers.forEach(reader -> reader.caughtUp().join());
        } catch (CompletionException e) {
            throw new TemporaryException("a topic cannot be read; check kafka.bootstrap and that the services run", e);
        }
        // Ends with Ctrl-C only.
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private List<Topic<? extends Event>> chosen() {
        String wanted = topic;
        if (wanted == null) {
            return Topics.ALL;
        }
        return Topics.ALL.stream()
                .filter(each -> each.name().equals(wanted))
                .findFirst()
                .<List<Topic<? extends Event>>>map(List::of)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        Nearest.unknown(
                                "topic",
                                wanted,
                                Topics.ALL.stream().map(Topic::name).toList())));
    }

    private <T extends Event> TopicReader<T> follow(Settings settings, Topic<T> each) {
        TopicReader.Sink<T> sink = (key, event) -> {
            if (event != null && isWanted(event)) {
                print(each, event);
            }
        };
        String client = "tap-" + each.name();
        return fromBeginning
                ? TopicReader.follow(settings, each, client, sink)
                : TopicReader.followFromNow(settings, each, client, sink);
    }

    private boolean isWanted(Event event) {
        return feed == null || (event instanceof FeedFact about && feed.equals(about.feed()));
    }

    private static void print(Topic<?> each, Event event) {
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put("topic", each.name());
        line.put("type", EventTypes.nameOf(event.getClass()));
        line.setAll((ObjectNode) Json.MAPPER.valueToTree(event));
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
