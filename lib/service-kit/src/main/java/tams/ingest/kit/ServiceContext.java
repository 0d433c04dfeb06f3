package tams.ingest.kit;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** What a service is given at its start. */
public record ServiceContext(Settings settings, MeterRegistry meters, Clock clock) {}
