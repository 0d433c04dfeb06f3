package tams.ingest.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Goal: the catalogue says what Prometheus gets, no series is without bound, and docs/metrics.md is the catalogue. {@code
 * -Dmetrics.write=true} writes that page anew.
 */
class MetricTest {

    private static final Path ROOT = Path.of(System.getProperty("root.dir"));
    private static final Pattern MEASURES = Pattern.compile(
            "(Counter|Gauge|Timer|DistributionSummary|MultiGauge|LongTaskTimer|FunctionCounter)\\.builder\\("
                    + "|\\b(meters|registry|metrics)\\.(counter|gauge|timer|summary|more)\\(");

    private final PrometheusMeterRegistry registry = Instruments.scraped("watcher", "1.0");
    private final Instruments instruments = new Instruments(registry);

    @ParameterizedTest
    @EnumSource(Metric.class)
    void isScrapedUnderTheNamesAndLabelsThatTheCatalogueHas(Metric metric) {
        String[] values = metric.labels().stream().map(label -> "x").toArray(String[]::new);
        measure(metric, values);

        String scrape = registry.scrape();

        String labels = metric.labels().stream()
                .map(label -> label.key() + "=\"x\"")
                .sorted()
                .collect(Collectors.joining(","));
        for (String sample : metric.samples()) {
            String shown = sample.endsWith("_bucket") ? labels + (labels.isEmpty() ? "" : ",") + "le=\"0.05\"" : labels;
            assertThat(scrape).contains("\n" + sample + (shown.isEmpty() ? " " : "{" + shown + "} "));
        }
        assertThat(scrape).contains("# HELP " + metric.inPrometheus() + " " + metric.help() + "\n");
    }

    private void measure(Metric metric, String... values) {
        switch (metric.type()) {
            case COUNTER -> instruments.count(metric, values);
            case GAUGE -> instruments.follow(metric, () -> 1, values);
            case TIMER, HISTOGRAM -> instruments.took(metric, Duration.ofMillis(1), values);
            case SUMMARY -> instruments.size(metric, 1, values);
        }
    }

    @Test
    void countsNoMoreFeedsThanItHasRoomFor() {
        for (int i = 0; i < Instruments.FEEDS_MAX + 1_000; i++) {
            instruments.count(Metric.GAPS, "feed-" + i);
        }

        assertThat(registry.find(Metric.GAPS.id()).counters()).hasSize(Instruments.FEEDS_MAX);
    }

    @Test
    void hasNoAgeThatADeadPipelineWouldFreeze() {
        assertThat(Metric.values()).noneMatch(metric -> metric.inPrometheus().matches(".*_(age|lag|since)(_.*)?"));
        assertThat(Metric.LAST_REGISTERED.inPrometheus()).endsWith("_timestamp_seconds");
    }

    @Test
    void refusesAnotherTypeAndAnotherNumberOfLabels() {
        assertThatThrownBy(() -> instruments.count(Metric.PENDING)).hasMessageContaining("PENDING is a GAUGE");
        assertThatThrownBy(() -> instruments.count(Metric.GAPS)).hasMessageContaining("[FEED], not 0");
    }

    @Test
    void showsRowsThatComeAndGo() {
        MultiGauge rows = instruments.rows(Metric.BACKFILL_TO_GO);
        rows.register(List.of(MultiGauge.Row.of(Instruments.tags(Metric.BACKFILL_TO_GO, "one"), 3)), true);
        rows.register(List.of(MultiGauge.Row.of(Instruments.tags(Metric.BACKFILL_TO_GO, "two"), 4)), true);

        assertThat(registry.scrape())
                .contains("tams_ingest_backfill_seconds_to_go{feed=\"two\"} 4.0")
                .doesNotContain("feed=\"one\"");
    }

    @Test
    void isTheOnlyWayToMeasure() throws IOException {
        List<String> others = new ArrayList<>();
        for (String module : List.of("ingest-watcher", "segmenter-router", "registrar", "cli", "local-tams", "lib")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
                for (Path file : files.filter(each -> each.toString().contains("src/main"))
                        .filter(each -> each.toString().endsWith(".java"))
                        .filter(each -> !each.endsWith("Instruments.java"))
                        .toList()) {
                    if (MEASURES.matcher(Files.readString(file)).find()) {
                        others.add(ROOT.relativize(file).toString());
                    }
                }
            }
        }

        assertThat(others).isEmpty();
    }

    @Test
    void isWhatTheReferenceSays() throws IOException {
        Path page = ROOT.resolve("docs/metrics.md");
        if (Boolean.getBoolean("metrics.write")) {
            Files.writeString(page, page());
        }

        assertThat(Files.readString(page)).isEqualTo(page());
    }

    private static String page() {
        String metrics = Arrays.stream(Metric.values())
                .map(metric -> "| `" + metric.inPrometheus() + "` | "
                        + metric.type().name().toLowerCase(Locale.ROOT) + " | "
                        + metric.labels().stream()
                                .map(label -> "`" + label.key() + "`")
                                .collect(Collectors.joining(", "))
                        + " | " + metric.help() + " |")
                .collect(Collectors.joining("\n"));
        String labels = Arrays.stream(Label.values())
                .map(label -> "| `" + label.key() + "` | " + label.meaning() + " |")
                .collect(Collectors.joining("\n"));
        return """
                # Metrics

                Each process shows these on `/observe/metrics` of its ops port, in Prometheus' text form, as far as what it \
                does goes; `local` shows all. The page is made from the catalogue in the code \
                (`mvn -pl lib/service-kit test -DargLine=-Dmetrics.write=true -Dtest=MetricTest`), and the build fails where they differ.

                A timer and a summary have the suffixes `_count`, `_sum` and `_max`, a histogram `_bucket` too. What is counted \
                starts at 0 with each start of the process. How long ago something was is never shown, only when it was: \
                `time() - tams_ingest_feed_last_registered_timestamp_seconds` grows when the pipeline is dead too. \
                Of the JVM there are `jvm_*`, `process_*` and `system_*`.

                | name | type | labels | what |
                |---|---|---|---|
                %s

                | label | values |
                |---|---|
                %s
                """.formatted(metrics, labels);
    }
}
