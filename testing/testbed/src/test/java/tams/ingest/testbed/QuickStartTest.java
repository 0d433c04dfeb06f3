package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: whoever follows README's "Run it" sees what it says. Method: its commands run as they stand there, in their order,
 * by the checkout's launcher, in a network of their own, where the ports that they take are free.
 */
@Timeout(600)
class QuickStartTest {

    private static final Path ROOT = Path.of(System.getProperty("root.dir"));
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int COMMAND_MAX_S = 90;
    private static final int ENDLESS_MAX_S = 15;
    private static final int CHUNKS = 3;

    /** How a command begins, and a word of what it prints: a new command in the README needs a line here. */
    private static final Map<String, String> SAYS = Map.ofEntries(
            Map.entry("./tams-ingest demo", "segments"),
            Map.entry("./tams-ingest status", "camera-1"),
            Map.entry("./tams-ingest top", "camera-1"),
            Map.entry("./tams-ingest gaps", "FEED"),
            Map.entry("./tams-ingest doctor", "signed-urls"),
            Map.entry("./tams-ingest chunk show", "registered"),
            Map.entry("./tams-ingest tap", "camera-1_001.ts"),
            Map.entry("./tams-ingest dead-letters list", ""),
            Map.entry("./tams-ingest probe", "h264"),
            Map.entry("curl", "Camera 1"),
            Map.entry("./tams-ingest tams flows", "Camera 1"),
            Map.entry("./tams-ingest tams put-flow --help", "--frame-rate"),
            Map.entry("./tams-ingest tams upload --help", "--json"),
            Map.entry("./tams-ingest --help", "COMMAND"));

    /** {@code doctor} warns of machines like those that tests run on. */
    private static final int ONLY_WARNINGS = 4;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theCommandsOfTheReadmeDoWhatItSays() throws Exception {
        Assumptions.assumeTrue(Files.exists(ROOT.resolve("cli/target/built")), "./mvnw -DskipTests package first");
        Path launcher = folder.resolve("tams-ingest");
        Files.writeString(launcher, "#!/bin/sh\nexec '" + ROOT + "/tams-ingest' \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(folder.resolve("docs"), ROOT.resolve("docs"));
        List<String> commands = commands();
        String local = commands.stream()
                .filter(line -> line.startsWith("./tams-ingest local"))
                .findFirst()
                .orElseThrow();
        try (OwnNetwork network = OwnNetwork.open()) {
            for (String line : commands.subList(0, commands.indexOf(local))) {
                runs(line, network);
            }
            Path said = folder.resolve("local.txt");
            Process running = network.start(local, folder, said, folder.resolve("local.log"));
            try {
                await("local").atMost(PATIENCE).until(() -> Files.readString(said), "ready\n"::equals);
                drop();
                for (String line : commands.subList(commands.indexOf(local) + 1, commands.size())) {
                    runs(line, network);
                }
            } finally {
                OwnNetwork.end(running);
            }
        }
    }

    /** The lines of the shell in that section, without their comments and without the build that this is part of. */
    private static List<String> commands() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String section = readme.substring(readme.indexOf("\n## Run it\n"), readme.indexOf("\n## What is promised\n"));
        return Arrays.stream(section.split("```sh\n"))
                .skip(1)
                .map(block -> block.substring(0, block.indexOf("```")))
                .flatMap(String::lines)
                .map(line -> line.replaceFirst("\\s+#.*", ""))
                .filter(line -> !line.startsWith("./mvnw"))
                .toList();
    }

    private void runs(String line, OwnNetwork network) throws IOException, InterruptedException {
        Optional<String> says = SAYS.keySet().stream()
                .filter(line::startsWith)
                .max((one, other) -> one.length() - other.length())
                .map(SAYS::get);
        assertThat(says).as("what is expected of '%s'", line).isPresent();
        boolean endless = line.startsWith("./tams-ingest tap");
        CommandLineProcess ran = network.run(line, folder, endless ? ENDLESS_MAX_S : COMMAND_MAX_S);
        assertThat(ran.out()).as("%s\n%s", line, ran.err()).contains(says.orElseThrow());
        if (!endless) {
            assertThat(ran.exit()).as("%s\n%s%s", line, ran.out(), ran.err()).isIn(0, allowed(line));
        }
    }

    private static int allowed(String line) {
        return line.equals("./tams-ingest doctor") ? ONLY_WARNINGS : 0;
    }

    /** As the README says: under a temporary name, renamed when whole; until the janitor has archived them. */
    private void drop() throws IOException {
        Path feed = Files.createDirectories(folder.resolve("drop/camera-1"));
        for (int number = 1; number <= CHUNKS; number++) {
            Path half = Files.write(feed.resolve("x.ts.tmp"), Samples.camera(number));
            Files.move(half, feed.resolve("camera-1_00" + number + ".ts"));
        }
        await("archive").atMost(PATIENCE).until(() -> {
            try (Stream<Path> files = Files.list(feed)) {
                return files.findAny().isEmpty();
            }
        });
    }
}
