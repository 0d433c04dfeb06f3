package tams.ingest.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tams.ingest.contracts.Json;

/** Looks at everything a pipeline needs, changes nothing, and says what to do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Looks at configuration, machine, drop folder, Kafka, store and services, and says what to do."
                + " Exit code 3 if something is broken, 4 for warnings only.")
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        List<Finding> findings = Doctor.examine(config::load, System.getenv());
        if (json) {
            System.out.println(Json.text(Map.of("checks", findings)));
        } else {
            TextTable table = new TextTable("CHECK", "STATUS", "FOUND");
            findings.forEach(each -> {
                table.row(each.name(), each.status(), each.found());
                if (each.fix() != null) {
                    table.row("", "", "-> " + each.fix());
                }
            });
            table.print(System.out);
        }
        return exitCode(findings);
    }

    static int exitCode(List<Finding> findings) {
        if (findings.stream().anyMatch(each -> each.status() == Finding.Status.FAILED)) {
            return ExitCode.CHECK_FAILED;
        }
        return findings.stream().anyMatch(each -> each.status() == Finding.Status.WARNING)
                ? ExitCode.WARNINGS
                : ExitCode.OK;
    }
}
