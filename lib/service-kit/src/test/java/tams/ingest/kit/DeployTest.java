package tams.ingest.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.contracts.Json;

/** Goal: dashboards and alerts name nothing that does not exist, and every alert was seen to fire and to keep quiet. */
class DeployTest {

    private static final Path ROOT = Path.of(System.getProperty("root.dir"));
    private static final Path DEPLOY = ROOT.resolve("deploy");
    private static final Path ALERTS = DEPLOY.resolve("prometheus/alerts.yml");
    private static final Pattern USE = Pattern.compile("\\b(tams_ingest_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHED = Pattern.compile("(\\w+)\\s*[!=]?[=~]~?\\s*\"");
    private static final Pattern GROUPED = Pattern.compile("\\b(?:by|on|without|ignoring) \\(([^)]+)\\)");
    private static final Pattern SHOWN = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");
    private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");

    /** Those that Prometheus itself gives. */
    private static final Set<String> GIVEN = Set.of("le", "job", "instance", "area");

    private final Map<String, Metric> bySample = Arrays.stream(Metric.values())
            .flatMap(metric -> metric.samples().stream().map(sample -> Map.entry(sample, metric)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    private final Set<String> labels = Stream.concat(
                    Arrays.stream(Label.values()).map(Label::key), GIVEN.stream())
            .collect(Collectors.toSet());

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(DEPLOY)) {
            return files.filter(file -> file.toString().matches(".*\\.(json|yml)"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesMetricsAndLabelsThatExist(Path file) throws IOException {
        String text = Files.readString(file).replace("\\\"", "\"");

        for (Matcher use = USE.matcher(text); use.find(); ) {
            Metric metric = bySample.get(use.group(1));
            if (metric == null) {
                throw new AssertionError("there is no metric " + use.group(1));
            }
            Set<String> own = new TreeSet<>(GIVEN);
            metric.labels().forEach(label -> own.add(label.key()));
            for (Matcher one = MATCHED.matcher(use.group(2) == null ? "" : use.group(2)); one.find(); ) {
                assertThat(own).as(use.group()).contains(one.group(1));
            }
        }
        for (Matcher grouped = GROUPED.matcher(text); grouped.find(); ) {
            assertThat(labels).contains(grouped.group(1).split(", *"));
        }
        for (Matcher shown = SHOWN.matcher(text); shown.find(); ) {
            assertThat(labels).contains(shown.group(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"feeds", "pipeline", "feed"})
    void hasDashboardsWhosePanelsAskSomethingAndLieWhereTheyFit(String name) throws IOException {
        var board = Json.MAPPER.readTree(
                DEPLOY.resolve("grafana/dashboards/" + name + ".json").toFile());

        assertThat(board.path("panels")).hasSizeGreaterThanOrEqualTo(8).allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotEmpty();
            assertThat(panel.path("gridPos").path("x").asInt()
                            + panel.path("gridPos").path("w").asInt())
                    .isBetween(1, 24);
            assertThat(panel.path("targets"))
                    .isNotEmpty()
                    .allMatch(target -> !target.path("expr").asText().isEmpty());
        });
        assertThat(board.path("uid").asText()).isEqualTo("tams-ingest-" + name);
    }

    @Test
    void leadsEachAlertToItsRunbookAndToADashboard() throws IOException {
        String alerts = Files.readString(ALERTS);
        Set<String> headings = Files.readAllLines(ROOT.resolve("docs/operations.md")).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .collect(Collectors.toSet());

        assertThat(names(alerts)).hasSizeGreaterThanOrEqualTo(13).allSatisfy(name -> {
            assertThat(headings).contains(name);
            assertThat(alerts).contains("runbook_url: docs/operations.md#" + name.toLowerCase(Locale.ROOT) + "\n");
        });
        assertThat(count(alerts, "(?m)^ +runbook_url: "))
                .isEqualTo(names(alerts).size());
        assertThat(count(alerts, "(?m)^ +dashboard: '?/d/tams-ingest-(feed|feeds|pipeline)\\b"))
                .isEqualTo(names(alerts).size());
    }

    @Test
    void hasACaseInWhichEachAlertFiresAndOneInWhichItDoesNot() throws IOException {
        String cases = Files.readString(DEPLOY.resolve("prometheus/alerts.test.yml"));

        assertThat(names(Files.readString(ALERTS))).allSatisfy(name -> {
            assertThat(cases).contains("alertname: " + name + "\n        exp_alerts:\n");
            assertThat(cases).contains("alertname: " + name + "\n        exp_alerts: []");
        });
    }

    @Test
    void passesPromtool() throws Exception {
        Path promtool = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(promtool != null, "promtool is not installed (Debian: prometheus)");
        Process test = new ProcessBuilder(promtool.toString(), "test", "rules", "alerts.test.yml")
                .directory(DEPLOY.resolve("prometheus").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(test.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(test.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(test.exitValue()).as(said).isZero();
    }

    private static Set<String> names(String alerts) {
        return ALERT.matcher(alerts).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static long count(String text, String regex) {
        return Pattern.compile(regex).matcher(text).results().count();
    }
}
