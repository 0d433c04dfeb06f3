package tams.ingest.containers;

import static java.util.Objects.requireNonNull;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;

/** The containers of docker-compose.yml, each made as that file says, on a network and with volumes of their own. */
final class ComposedSite implements AutoCloseable {

    static final Duration START_MAX = Duration.ofMinutes(4);

    /** Those that go on; the others end by themselves. */
    static final List<String> RUNNING = List.of("kafka", "local-tams", "watcher", "router", "registrar");

    private static final String LABEL = "tams.ingest.test";

    /** For every Java in a container: what starts so often here is faster without the optimising compiler. */
    private static final String JAVA_OPTIONS = "-XX:TieredStopAtLevel=1";

    private final ComposeFile compose;
    private final Path folder;
    private final String volumes = "tams-ingest-test-" + ProcessHandle.current().pid() + "-";
    private final Set<String> made = new TreeSet<>();
    private final Network network = Network.newNetwork();
    private final Map<String, GenericContainer<?>> running = new LinkedHashMap<>();

    /**
     * Nothing runs yet.
     *
     * @param folder mounted into every call of the command line as {@code /feeds}
     */
    ComposedSite(ComposeFile compose, Path folder) {
        this.compose = compose;
        this.folder = folder;
    }

    /** Brings all of it up in the order that the file asks for, and waits until all are healthy. */
    void start() {
        startKafka();
        topics();
        List<GenericContainer<?>> rest = Stream.of("local-tams", "watcher", "router", "registrar")
                .<GenericContainer<?>>map(this::add)
                .toList();
        Startables.deepStart(rest).join();
    }

    void startKafka() {
        add("kafka").start();
    }

    private void topics() {
        try (GenericContainer<?> topics = container("topics", Map.of())) {
            topics.withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(START_MAX))
                    .start();
        }
    }

    private GenericContainer<?> add(String service) {
        GenericContainer<?> made =
                container(service, Map.of()).waitingFor(Wait.forHealthcheck().withStartupTimeout(START_MAX));
        running.put(service, made);
        return made;
    }

    /**
     * A container as the file has it, with some variables more in its environment.
     *
     * @param more what replaces the file's
     */
    GenericContainer<?> container(String name, Map<String, String> more) {
        GenericContainer<?> container = ComposedContainer.of(compose.service(name), this::made, folder);
        container
                .withNetwork(network)
                .withNetworkAliases(Stream.concat(Stream.of(name), compose.service(name).aliases().stream())
                        .toArray(String[]::new))
                .withEnv("JAVA_TOOL_OPTIONS", JAVA_OPTIONS)
                .withLabel(LABEL, name);
        more.forEach(container::addEnv);
        return container;
    }

    private String made(String volume) {
        made.add(volumes + volume);
        return volumes + volume;
    }

    /** What a command prints, which has to end well. */
    String call(String... words) {
        try (GenericContainer<?> cli = container("cli", Map.of())) {
            cli.withCommand(words)
                    .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(START_MAX))
                    .start();
            return cli.getLogs(org.testcontainers.containers.output.OutputFrame.OutputType.STDOUT);
        }
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    GenericContainer<?> of(String service) {
        return requireNonNull(running.get(service), service);
    }

    private String id(String service) {
        return of(service).getContainerId();
    }

    /** As the engine knows it now: ports of the host change with every start. */
    InspectContainerResponse inspect(String service) {
        return docker().inspectContainerCmd(id(service)).exec();
    }

    /** Where a port of a service is on this host. */
    int port(String service, int inside) {
        var bindings = inspect(service).getNetworkSettings().getPorts().getBindings();
        return bindings.entrySet().stream()
                .filter(entry -> entry.getKey().getPort() == inside)
                .flatMap(
                        entry -> Stream.of(Optional.ofNullable(entry.getValue()).orElseThrow()))
                .findFirst()
                .map(binding -> Integer.valueOf(binding.getHostPortSpec()))
                .orElseThrow();
    }

    void pause(String service) {
        docker().pauseContainerCmd(id(service)).exec();
    }

    void unpause(String service) {
        docker().unpauseContainerCmd(id(service)).exec();
    }

    void kill(String service) {
        docker().killContainerCmd(id(service)).exec();
    }

    void startAgain(String service) {
        docker().startContainerCmd(id(service)).exec();
    }

    /** SIGTERM, and SIGKILL after the file's grace. @return the exit code */
    long stop(String service) {
        docker().stopContainerCmd(id(service))
                .withTimeout((int) compose.service(service).stopGrace().toSeconds())
                .exec();
        return requireNonNull(inspect(service).getState().getExitCodeLong());
    }

    void disconnect(String service) {
        docker().disconnectFromNetworkCmd()
                .withContainerId(id(service))
                .withNetworkId(network.getId())
                .exec();
    }

    void connect(String service) {
        List<String> names = new ArrayList<>(List.of(service));
        names.addAll(compose.service(service).aliases());
        docker().connectToNetworkCmd()
                .withContainerId(id(service))
                .withNetworkId(network.getId())
                .withContainerNetwork(new com.github.dockerjava.api.model.ContainerNetwork().withAliases(names))
                .exec();
    }

    /** The health of a container and what its last look said. */
    static @Nullable String lastLook(GenericContainer<?> container) {
        var health = docker().inspectContainerCmd(container.getContainerId())
                .exec()
                .getState()
                .getHealth();
        return health == null || health.getLog().isEmpty()
                ? null
                : health.getLog().get(health.getLog().size() - 1).getOutput();
    }

    /** The ends of all logs. */
    String logs() {
        StringBuilder all = new StringBuilder();
        running.forEach((service, container) -> {
            String log = container.getLogs();
            all.append("== ").append(service).append('\n').append(log.substring(Math.max(0, log.length() - 4_000)));
        });
        return all.toString();
    }

    @Override
    public void close() {
        running.values().forEach(GenericContainer::close);
        network.close();
        for (String volume : made) {
            docker().removeVolumeCmd(volume).exec();
        }
    }

    /** How long something took, for the log. */
    static Duration took(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }
}
