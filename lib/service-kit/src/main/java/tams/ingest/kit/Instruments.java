package tams.ingest.kit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The only way to measure: takes {@link Metric}s and the values of their labels, in the order of {@link Metric#labels()}.
 *
 * <p>Every method throws IllegalArgumentException for a metric of another type, or another number of values than it has
 * labels. Thread-safe.
 */
public final class Instruments {

    /** Feeds that have series of their own; those beyond are counted nowhere, so that a mount of a million folders costs no memory. */
    public static final int FEEDS_MAX = 5_000;

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;

    public Instruments(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A registry for a process, with what is to be known of its JVM and its build. */
    @SuppressWarnings("resource") // these three hold nothing open
    public static PrometheusMeterRegistry scraped(String service, String version) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config()
                .meterFilter(MeterFilter.maximumAllowableTags(
                        "tams.ingest", Label.FEED.key(), FEEDS_MAX, MeterFilter.deny()));
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new Instruments(registry).follow(Metric.BUILD_INFO, () -> 1, service, version);
        return registry;
    }

    /** The counter of these values; there from now on, so that its first rise is seen. */
    public Counter counter(Metric metric, String... values) {
        return Counter.builder(expect(metric, Metric.Type.COUNTER))
                .description(metric.help())
                .tags(tags(metric, values))
                .register(registry);
    }

    public void count(Metric metric, String... values) {
        counter(metric, values).increment();
    }

    /** A time below zero counts as none: it was taken between two clocks, or by one that was turned back. */
    public void took(Metric metric, Duration time, String... values) {
        Timer.Builder timer =
                Timer.builder(metric.id()).description(metric.help()).tags(tags(metric, values));
        if (metric.type() == Metric.Type.HISTOGRAM) {
            timer.serviceLevelObjectives(BUCKETS);
        } else {
            expect(metric, Metric.Type.TIMER);
        }
        timer.register(registry).record(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
    }

    public void size(Metric metric, long amount, String... values) {
        DistributionSummary.builder(expect(metric, Metric.Type.SUMMARY))
                .description(metric.help())
                .baseUnit(metric.unit())
                .tags(tags(metric, values))
                .register(registry)
                .record((double) amount);
    }

    /** Shows what the source says at each scrape; it must not block. */
    public void follow(Metric metric, Supplier<Number> source, String... values) {
        Gauge.builder(expect(metric, Metric.Type.GAUGE), source)
                .description(metric.help())
                .tags(tags(metric, values))
                .register(registry);
    }

    /** A gauge whose rows come and go; each row's tags are of {@link #tags}. */
    public MultiGauge rows(Metric metric) {
        return MultiGauge.builder(expect(metric, Metric.Type.GAUGE))
                .description(metric.help())
                .register(registry);
    }

    /** The metric's labels with these values. */
    public static Tags tags(Metric metric, String... values) {
        List<Label> labels = metric.labels();
        if (labels.size() != values.length) {
            throw new IllegalArgumentException(metric + " has the labels " + labels + ", not " + values.length);
        }
        List<Tag> tags = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(labels.get(i).key(), values[i]));
        }
        return Tags.of(tags);
    }

    private static String expect(Metric metric, Metric.Type type) {
        if (metric.type() != type) {
            throw new IllegalArgumentException(metric + " is a " + metric.type() + ", not a " + type);
        }
        return metric.id();
    }
}
