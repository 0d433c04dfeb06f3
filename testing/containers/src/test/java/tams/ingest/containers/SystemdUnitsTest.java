package tams.ingest.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: a unit may write to what its service has to write to, and to nothing else. */
class SystemdUnitsTest {

    private static final Path UNITS = Path.of(System.getProperty("root.dir"), "deploy", "systemd");

    private static List<String> lines(String service) throws IOException {
        return Files.readAllLines(UNITS.resolve("tams-ingest-" + service + ".service"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"watcher", "router", "registrar", "local-tams"})
    void runsItsServiceWithoutRightsThatItDoesNotNeed(String service) throws IOException {
        assertThat(lines(service))
                .contains(
                        "ExecStart=/opt/tams-ingest/bin/tams-ingest run " + service
                                + " --config /etc/tams-ingest/tams-ingest.yaml",
                        "User=tams-ingest",
                        "Restart=always",
                        "TimeoutStopSec=30",
                        "ProtectSystem=strict",
                        "ProtectHome=yes",
                        "PrivateTmp=yes",
                        "NoNewPrivileges=yes",
                        "CapabilityBoundingSet=",
                        "SystemCallFilter=@system-service");
    }

    @ParameterizedTest
    @ValueSource(strings = {"watcher", "registrar"})
    void writesToTheDropFolderAlone(String service) throws IOException {
        assertThat(lines(service))
                .filteredOn(line -> line.startsWith("ReadWritePaths=") || line.startsWith("StateDirectory="))
                .containsExactly("ReadWritePaths=/srv/tams-ingest/drop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"router", "local-tams"})
    void writesToItsStateAlone(String service) throws IOException {
        assertThat(lines(service))
                .filteredOn(line -> line.startsWith("ReadWritePaths=") || line.startsWith("StateDirectory="))
                .containsExactly("StateDirectory=tams-ingest/" + service);
        assertThat(lines(service)).contains("InaccessiblePaths=-/srv/tams-ingest/drop");
    }
}
