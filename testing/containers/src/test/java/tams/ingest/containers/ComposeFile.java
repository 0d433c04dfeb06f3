package tams.ingest.containers;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * docker-compose.yml as Compose reads it, as far as ours goes; what it does not know is an error, so that nothing is
 * passed over.
 */
record ComposeFile(Map<String, Service> services) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):-([^}]*)}");
    private static final Pattern SPAN = Pattern.compile("(\\d+)s");
    private static final List<String> KNOWN = List.of(
            "image",
            "command",
            "environment",
            "user",
            "read_only",
            "cap_drop",
            "security_opt",
            "tmpfs",
            "volumes",
            "networks",
            "ports",
            "healthcheck",
            "mem_limit",
            "stop_grace_period",
            "restart",
            "depends_on",
            "profiles");

    /**
     * One service.
     *
     * @param user null for the image's own
     * @param volumes {@code source:target}, the source a volume's name or a path
     * @param healthcheck null for the image's own
     */
    record Service(
            String image,
            List<String> command,
            Map<String, String> environment,
            @Nullable String user,
            boolean readOnly,
            List<String> capDrop,
            List<String> securityOpt,
            List<String> tmpfs,
            List<String> volumes,
            List<String> aliases,
            List<Integer> ports,
            @Nullable Healthcheck healthcheck,
            long memoryBytes,
            Duration stopGrace) {}

    /** How its health is found out. */
    record Healthcheck(List<String> test, Duration interval, Duration timeout, int retries) {}

    /** @param variables as from the environment or .env */
    static ComposeFile read(Path file, Map<String, String> variables) throws IOException {
        String text = VARIABLE.matcher(Files.readString(file))
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                        variables.getOrDefault(found.group(1), found.group(2))));
        Map<String, Object> document = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        Map<String, Service> services = new LinkedHashMap<>();
        map(document.get("services")).forEach((name, one) -> services.put(name, service(name, map(one))));
        return new ComposeFile(services);
    }

    Service service(String name) {
        return requireNonNull(services.get(name), name);
    }

    private static Service service(String name, Map<String, Object> one) {
        List<String> unknown =
                one.keySet().stream().filter(key -> !KNOWN.contains(key)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "services." + name + " has " + unknown + ", which this reader passes over");
        }
        Map<String, String> environment = new LinkedHashMap<>();
        map(one.get("environment")).forEach((key, value) -> environment.put(key, String.valueOf(value)));
        List<String> aliases = one.containsKey("networks")
                ? list(map(map(one.get("networks")).get("default")).get("aliases"))
                : List.of();
        return new Service(
                String.valueOf(one.get("image")),
                list(one.get("command")),
                environment,
                (String) one.get("user"),
                Boolean.TRUE.equals(one.get("read_only")),
                list(one.get("cap_drop")),
                list(one.get("security_opt")),
                list(one.get("tmpfs")),
                list(one.get("volumes")),
                aliases,
                list(one.get("ports")).stream()
                        .map(port -> Integer.valueOf(port.substring(port.lastIndexOf(':') + 1)))
                        .toList(),
                one.containsKey("healthcheck") ? healthcheck(map(one.get("healthcheck"))) : null,
                bytes(String.valueOf(one.getOrDefault("mem_limit", "0m"))),
                span(String.valueOf(one.getOrDefault("stop_grace_period", "10s"))));
    }

    private static Healthcheck healthcheck(Map<String, Object> check) {
        return new Healthcheck(
                list(check.get("test")),
                span(String.valueOf(check.get("interval"))),
                span(String.valueOf(check.get("timeout"))),
                Integer.parseInt(String.valueOf(check.get("retries"))));
    }

    private static Duration span(String text) {
        var seconds = SPAN.matcher(text);
        if (!seconds.matches()) {
            throw new IllegalArgumentException("not a number of seconds: " + text);
        }
        return Duration.ofSeconds(Long.parseLong(seconds.group(1)));
    }

    private static long bytes(String text) {
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return text.endsWith("g") ? number << 30 : number << 20;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    private static List<String> list(@Nullable Object value) {
        return value == null
                ? List.of()
                : ((List<?>) value).stream().map(String::valueOf).toList();
    }
}
