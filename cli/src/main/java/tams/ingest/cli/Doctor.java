package tams.ingest.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.Settings;

/** The examinations of {@code doctor}, side by side, since most of the time of each is waiting. Each has its own limits. */
final class Doctor {

    private static final int THREADS = 4;

    private Doctor() {}

    /** One group of checks; whatever it throws is a finding too. */
    private record Group(String name, Supplier<List<Finding>> checks) {

        List<Finding> run() {
            try {
                return checks.get();
            } catch (ConfigException e) {
                return List.of(Finding.failed(name, String.valueOf(e.getMessage()), "mend the configuration"));
            } catch (RuntimeException e) {
                return List.of(Finding.failed(name, "unexpected: " + e, "report it"));
            }
        }
    }

    /**
     * Examines all that the configuration names, in the order of the list that is printed.
     *
     * @param config throws ConfigException for one that cannot be read, which is the one finding then
     */
    static List<Finding> examine(Supplier<Settings> config, Map<String, String> environment) {
        Settings settings;
        try {
            settings = config.get();
        } catch (ConfigException e) {
            return List.of(
                    Finding.failed("config", String.valueOf(e.getMessage()), "mend it; 'config check' says the same"));
        }
        List<Group> groups = List.of(
                new Group("config", () -> config(settings)),
                new Group("machine", () -> MachineCheckup.of(environment)),
                new Group("drop-folder", () -> FolderCheckup.of(settings)),
                new Group("kafka", () -> KafkaCheckup.of(settings)),
                new Group("store", () -> StoreCheckup.of(settings)),
                new Group("services", () -> ServiceCheckup.of(settings)));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<CompletableFuture<List<Finding>>> running = groups.stream()
                    .map(group -> CompletableFuture.supplyAsync(group::run, threads))
                    .toList();
            return running.stream().flatMap(each -> each.join().stream()).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Finding> config(Settings settings) {
        ConfigReview review = ConfigReview.of(settings);
        List<Finding> findings = new ArrayList<>();
        review.mistakes().forEach(each -> findings.add(Finding.failed("config", each, "set it, or as a file")));
        review.doubts().forEach(each -> findings.add(Finding.warning("config", each, "set it, unless it is meant")));
        return findings.isEmpty() ? List.of(Finding.ok("config", "valid")) : findings;
    }
}
