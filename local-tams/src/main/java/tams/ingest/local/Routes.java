package tams.ingest.local;

import io.javalin.config.RoutesConfig;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** Everything the API serves, the guard first. */
final class Routes {

    private Routes() {}

    static List<Consumer<RoutesConfig>> all(
            LocalTamsConfig config,
            Database database,
            ObjectStore objects,
            Background background,
            ExchangeLog exchanges,
            Clock clock) {
        String client = config.access() instanceof Access.OAuth2 oauth2 ? oauth2.clientId() : "";
        Tokens tokens = new Tokens(SecretFile.tokenKey(config.data()), client, clock);
        return List.of(
                exchanges::addTo,
                new Guard(config.access(), tokens)::addTo,
                new TokenRoutes(config.access(), tokens)::addTo,
                new ServiceRoutes(database, objects, config.objectTimeout(), config.urlLifetime(), config.references())
                        ::addTo,
                new Profiles(database, clock)::addTo,
                new WebhookRoutes(database, background.deliveries())::addTo,
                new SourceRoutes(database)::addTo,
                new FlowRoutes(database, background.deletions(), clock)::addTo,
                new PropertyRoutes(database, clock)::addTo,
                new StorageRoutes(database, objects, clock)::addTo,
                new SegmentListing(database, objects)::addTo,
                new SegmentRoutes(database, objects, background.deletions(), clock, config.references())::addTo,
                new PlaylistRoutes(database, objects)::addTo,
                new ObjectRoutes(database, objects)::addTo,
                new InstanceRoutes(database, background.sweeper())::addTo,
                new DeletionRoutes(database)::addTo);
    }
}
