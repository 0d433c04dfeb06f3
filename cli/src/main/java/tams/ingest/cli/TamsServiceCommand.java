package tams.ingest.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tams.ingest.client.Service;
import tams.ingest.client.StorageBackend;
import tams.ingest.client.TamsApi;

/** Shows that the store can be reached, and what it is. */
@Command(name = "service", mixinStandardHelpOptions = true, description = "Shows what the store says about itself.")
final class TamsServiceCommand implements Callable<Integer> {

    @Mixin
    private final StoreOption store = new StoreOption();

    @Option(names = "--json", description = "the store's own document")
    private boolean json;

    @Override
    public Integer call() {
        try (TamsApi api = store.open()) {
            Service service = api.service();
            if (json) {
                System.out.println(StoreDocuments.of(service));
                return ExitCode.OK;
            }
            TextTable table = new TextTable("NAME", "API", "VERSION", "OBJECT TIMEOUT", "URL TIMEOUT", "DESCRIPTION");
            table.row(
                    service.name(),
                    service.apiVersion(),
                    service.serviceVersion(),
                    service.objectTimeout().toSeconds() + " s",
                    service.urlTimeout().toSeconds() + " s",
                    service.description());
            table.print(System.out);
            printStorage(api);
            return ExitCode.OK;
        }
    }

    private static void printStorage(TamsApi api) {
        TextTable table = new TextTable("STORAGE", "LABEL", "PRODUCT", "REGION", "DEFAULT");
        for (StorageBackend backend : api.instance().storageBackends()) {
            table.row(
                    backend.id(), backend.label(), backend.storeProduct(), backend.region(), backend.defaultStorage());
        }
        System.out.println();
        table.print(System.out);
    }
}
