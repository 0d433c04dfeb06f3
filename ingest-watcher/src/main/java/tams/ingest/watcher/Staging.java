package tams.ingest.watcher;

import java.util.List;
import java.util.Optional;
import org.apache.camel.Processor;
import tams.ingest.kit.HealthCheck;
import tams.ingest.kit.ServiceContext;
import tams.ingest.s3.StagingPlace;

/**
 * What a watcher does for registrars on other hosts, if anything.
 *
 * @param stage a step of the route
 * @param copies those that were made; empty without {@code drop.staging}
 */
record Staging(Processor stage, Optional<StagedChunks> copies) implements AutoCloseable {

    /** As the configuration says. @throws tams.ingest.kit.ConfigException when it makes no sense */
    static Staging of(ServiceContext context, Ledger ledger, WatcherState state) {
        WatcherMetrics metrics = new WatcherMetrics(context.meters());
        return StagingPlace.of(context.settings())
                .map(place -> new Staging(
                        new StageChunk(place, metrics),
                        Optional.of(new StagedChunks(place, ledger, state::hasTables, metrics, context.clock()))))
                .orElseGet(() -> new Staging(exchange -> {}, Optional.empty()));
    }

    void start() {
        copies.ifPresent(StagedChunks::start);
    }

    List<HealthCheck> checks() {
        return copies.map(StagedChunks::checks).orElse(List.of());
    }

    @Override
    public void close() {
        copies.ifPresent(StagedChunks::close);
    }
}
