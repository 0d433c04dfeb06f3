package tams.ingest.kit;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The effective configuration: flags over environment over file over defaults.
 *
 * <p>Verified whole when loaded: unknown keys and values that cannot be read are all named in one {@link
 * ConfigException}. Immutable.
 */
public final class Settings {

    /** Variables with this prefix are ours; one that names no key is an error. */
    public static final String ENVIRONMENT_PREFIX = "TAMS_INGEST_";

    /** Read when it exists and no other file is named. */
    public static final Path DEFAULT_FILE = Path.of("tams-ingest.yaml");

    private static final String HIDDEN = "(hidden)";

    /** In keys of Kafka's clients whose values are never shown. */
    private static final List<String> SECRET_WORDS =
            List.of("password", "secret", "jaas", "token", "credential", ".key");

    private static final int FLAGS_ORDINAL = 500;
    private static final int ENVIRONMENT_ORDINAL = 300;
    private static final int FILE_ORDINAL = 100;

    private final Map<String, String> values;
    private final Map<String, String> origins;

    private Settings(Map<String, String> values, Map<String, String> origins) {
        this.values = Map.copyOf(values);
        this.origins = Map.copyOf(origins);
    }

    /**
     * Loads and verifies.
     *
     * @param file null for {@link #DEFAULT_FILE} where it exists
     * @param flags values of command-line flags by key
     * @throws ConfigException with every mistake
     */
    public static Settings load(@Nullable Path file, Map<String, String> environment, Map<String, String> flags) {
        List<String> mistakes = new ArrayList<>();
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(flags, "flag", FLAGS_ORDINAL))
                .withSources(
                        new PropertiesConfigSource(byKey(environment, mistakes), "environment", ENVIRONMENT_ORDINAL));
        addFile(builder, file, mistakes);
        SmallRyeConfig config = builder.build();
        Map<String, String> values = new TreeMap<>();
        Map<String, String> origins = new HashMap<>();
        for (String name : config.getPropertyNames()) {
            // A key that is written with dots inside one line of YAML is read with quotes around it.
            String key = name.replace("\"", "");
            if (!isKnown(key)) {
                mistakes.add(Nearest.unknown("key", key, keyNames()) + " (" + origin(config, name) + ")");
                continue;
            }
            try {
                config.getOptionalValue(name, String.class).ifPresent(value -> values.put(key, value));
                origins.put(key, origin(config, name));
            } catch (NoSuchElementException e) {
                mistakes.add(name + ": " + e.getMessage());
            }
        }
        values.forEach((key, value) -> InsistedOptions.mistake(key, value).ifPresent(mistakes::add));
        Settings settings = new Settings(values, origins);
        Keys.ALL.forEach(setting -> settings.check(setting, mistakes));
        if (!mistakes.isEmpty()) {
            throw new ConfigException(mistakes);
        }
        return settings;
    }

    private static void addFile(SmallRyeConfigBuilder builder, @Nullable Path named, List<String> mistakes) {
        Path file = named == null ? DEFAULT_FILE : named;
        if (named == null && !Files.exists(file)) {
            return;
        }
        try {
            builder.withSources(new YamlConfigSource(file.toString(), Files.readString(file), FILE_ORDINAL));
        } catch (IOException e) {
            mistakes.add("the configuration file " + file + " cannot be read: "
                    + e.getClass().getSimpleName());
        } catch (RuntimeException e) {
            mistakes.add("the configuration file " + file + " is not YAML: " + e.getMessage());
        }
    }

    private static Map<String, String> byKey(Map<String, String> environment, List<String> mistakes) {
        Map<String, String> variables = new HashMap<>();
        Keys.ALL.forEach(setting -> variables.put(setting.variable(), setting.key()));
        String clientVariables = Setting.variableOf(Keys.KAFKA_CLIENT_PREFIX);
        Map<String, String> byKey = new HashMap<>();
        environment.forEach((name, value) -> {
            String key = variables.get(name);
            if (key != null) {
                byKey.put(key, value);
            } else if (name.startsWith(clientVariables)) {
                byKey.put(clientKey(name.substring(clientVariables.length())), value);
            } else if (name.startsWith(ENVIRONMENT_PREFIX)) {
                mistakes.add(Nearest.unknown("environment variable", name, variables.keySet()));
            }
        });
        return byKey;
    }

    /** Kafka's own keys have dots only; the suffix of a secret's file is ours. */
    private static String clientKey(String variable) {
        String key = variable.toLowerCase(Locale.ROOT);
        return Keys.KAFKA_CLIENT_PREFIX
                + (key.endsWith("_file")
                        ? key.substring(0, key.length() - "_file".length()).replace('_', '.') + "_file"
                        : key.replace('_', '.'));
    }

    private static String origin(SmallRyeConfig config, String name) {
        return switch (config.getConfigValue(name).getConfigSourceOrdinal()) {
            case FLAGS_ORDINAL -> "flag";
            case ENVIRONMENT_ORDINAL -> "environment";
            default -> "file";
        };
    }

    private static boolean isKnown(String name) {
        return name.startsWith(Keys.KAFKA_CLIENT_PREFIX) || keyNames().contains(name);
    }

    private static List<String> keyNames() {
        return Keys.ALL.stream().map(Setting::key).toList();
    }

    private void check(Setting<?> setting, List<String> mistakes) {
        try {
            find(setting);
        } catch (ConfigException e) {
            mistakes.add(String.valueOf(e.getMessage()));
        }
    }

    /** The value of a key that has one. @throws ConfigException when nothing sets it and it has no default */
    public <T> T get(Setting<T> setting) {
        return find(setting)
                .orElseThrow(() -> new ConfigException(setting.key() + " is not set: " + setting.help()
                        + " (set it in the file or as " + setting.variable() + ")"));
    }

    public <T> Optional<T> find(Setting<T> setting) {
        String text = values.getOrDefault(setting.key(), setting.fallback());
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(setting.reads().apply(text));
        } catch (IllegalArgumentException e) {
            String shown = setting.secret() ? HIDDEN : "'" + text + "'";
            throw new ConfigException(setting.key() + " is " + shown + " (" + origin(setting) + "): " + e.getMessage());
        }
    }

    /** A secret's value, from the key itself or from the file that the other key names. */
    public Optional<String> findSecret(Setting<String> setting, Setting<Path> file) {
        Optional<String> direct = find(setting);
        return direct.isPresent() ? direct : find(file).map(path -> readSecret(file.key(), path));
    }

    /** What is passed through to every Kafka client; {@code *_file} entries are read. */
    public Map<String, Object> kafkaClient() {
        Map<String, Object> client = new HashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(Keys.KAFKA_CLIENT_PREFIX)) {
                String key = name.substring(Keys.KAFKA_CLIENT_PREFIX.length());
                if (key.endsWith("_file")) {
                    client.put(key.substring(0, key.length() - "_file".length()), readSecret(name, Path.of(value)));
                } else {
                    client.put(key, value);
                }
            }
        });
        return client;
    }

    /** These settings for a broker that is not the configured one: without what {@code kafka.client.*} says of that. */
    public Settings withoutKafkaClient() {
        Map<String, String> others = new HashMap<>(values);
        others.keySet().removeIf(name -> name.startsWith(Keys.KAFKA_CLIENT_PREFIX));
        return new Settings(others, origins);
    }

    private static String readSecret(String key, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ConfigException(key + ": the file " + file + " cannot be read: "
                    + e.getClass().getSimpleName());
        }
    }

    /** Where a key's value comes from: {@code flag}, {@code environment}, {@code file} or {@code default}. */
    public String origin(Setting<?> setting) {
        return origins.getOrDefault(setting.key(), "default");
    }

    /** A key as it may be shown: a secret's value is hidden. */
    public record Shown(String key, @Nullable String value, String origin) {}

    /** Every key with its value, in the order of {@link Keys}, then what is passed through to Kafka's clients. */
    public List<Shown> shown() {
        List<Shown> shown = new ArrayList<>();
        for (Setting<?> setting : Keys.ALL) {
            String value = values.getOrDefault(setting.key(), setting.fallback());
            shown.add(new Shown(setting.key(), value != null && setting.secret() ? HIDDEN : value, origin(setting)));
        }
        new TreeMap<>(values).forEach((key, value) -> {
            if (key.startsWith(Keys.KAFKA_CLIENT_PREFIX)) {
                boolean secret = !key.endsWith("_file")
                        && SECRET_WORDS.stream().anyMatch(key.toLowerCase(Locale.ROOT)::contains);
                shown.add(new Shown(key, secret ? HIDDEN : value, origins.getOrDefault(key, "default")));
            }
        });
        return shown;
    }

    /** These settings with some keys set otherwise, as flags are. */
    public Settings with(Map<String, String> others) {
        Map<String, String> merged = new HashMap<>(values);
        merged.putAll(others);
        Map<String, String> from = new HashMap<>(origins);
        others.keySet().forEach(key -> from.put(key, "flag"));
        return new Settings(merged, from);
    }
}
