package tams.ingest.containers;

import static java.util.Objects.requireNonNull;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.testcontainers.containers.GenericContainer;

/** Makes a container as a service of the compose file asks for it. */
final class ComposedContainer {

    private ComposedContainer() {}

    /**
     * A container that is not started.
     *
     * @param volumes gives a volume of the file the name that it has on this machine
     * @param feeds mounted as {@code /feeds}
     */
    static GenericContainer<?> of(ComposeFile.Service service, UnaryOperator<String> volumes, Path feeds) {
        List<Bind> binds = new ArrayList<>(
                service.volumes().stream().map(one -> bind(one, volumes)).toList());
        binds.add(Bind.parse(feeds + ":/feeds:ro"));
        GenericContainer<?> container = new GenericContainer<>(service.image())
                .withEnv(service.environment())
                .withCreateContainerCmdModifier(command -> {
                    close(requireNonNull(command.getHostConfig()), service, binds);
                    identify(command, service);
                });
        if (!service.command().isEmpty()) {
            container.withCommand(service.command().toArray(String[]::new));
        }
        service.ports().forEach(container::addExposedPort);
        return container;
    }

    private static Bind bind(String volume, UnaryOperator<String> volumes) {
        int colon = volume.indexOf(':');
        return Bind.parse(
                volume.startsWith("/") ? volume : volumes.apply(volume.substring(0, colon)) + volume.substring(colon));
    }

    private static void close(HostConfig host, ComposeFile.Service service, List<Bind> binds) {
        Map<String, String> tmpfs =
                new HashMap<>(Optional.ofNullable(host.getTmpFs()).orElse(Map.of()));
        service.tmpfs().forEach(one -> {
            String[] words = one.split(":", 2);
            tmpfs.put(words[0], words.length > 1 ? words[1] : "");
        });
        host.withReadonlyRootfs(service.readOnly())
                .withCapDrop(service.capDrop().stream().map(Capability::valueOf).toArray(Capability[]::new))
                .withSecurityOpts(new ArrayList<>(service.securityOpt()))
                .withMemory(service.memoryBytes())
                .withTmpFs(tmpfs)
                .withBinds(binds);
    }

    private static void identify(CreateContainerCmd command, ComposeFile.Service service) {
        if (service.user() != null) {
            command.withUser(service.user());
        }
        ComposeFile.Healthcheck check = service.healthcheck();
        if (check != null) {
            command.withHealthcheck(new HealthCheck()
                    .withTest(check.test())
                    .withInterval(check.interval().toNanos())
                    .withTimeout(check.timeout().toNanos())
                    .withRetries(check.retries()));
        }
    }
}
