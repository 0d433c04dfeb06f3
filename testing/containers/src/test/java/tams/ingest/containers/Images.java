package tams.ingest.containers;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.testcontainers.DockerClientFactory;

/** The images of this build. */
final class Images {

    static final Path ROOT = Path.of(System.getProperty("root.dir"));

    private static final int BUILD_MAX_S = 300;
    private static final Pattern EXPORT = Pattern.compile("(?m)^export ([A-Z_]+)=(\\S+)$");

    /** What docker-compose.yml and the scripts find in their environment. */
    private static final Map<String, String> VARIABLES = new HashMap<>();

    private Images() {}

    /** Skips the test, with a message, where it was not asked for or there is no engine. */
    static void requireEngine() {
        assumeThat(Boolean.getBoolean("containers")).as("run with -Pcontainers").isTrue();
        assumeThat(DockerClientFactory.instance().isDockerAvailable())
                .as("a Docker engine answers")
                .isTrue();
    }

    /** Builds them from what the other modules left; where STAND_INS says so, on images that stand in for others'. */
    static synchronized void build() throws IOException, InterruptedException {
        if (VARIABLES.isEmpty()) {
            VARIABLES.putAll(System.getenv());
            if (Boolean.parseBoolean(System.getenv("STAND_INS"))) {
                EXPORT.matcher(run("stand-ins.sh"))
                        .results()
                        .forEach(line -> VARIABLES.put(line.group(1), line.group(2)));
            }
            var unused = run("images.sh");
        }
    }

    private static String run(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        ROOT.resolve("deploy/docker").resolve(script).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(VARIABLES);
        Process process = builder.start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(BUILD_MAX_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(script + " failed:\n" + words);
        }
        return words;
    }

    /** docker-compose.yml with a folder of the host as drop folder. */
    static ComposeFile compose(Path drop) throws IOException {
        Map<String, String> variables = new HashMap<>(VARIABLES);
        variables.put("DROP_DIR", drop.toString());
        return ComposeFile.read(ROOT.resolve("docker-compose.yml"), variables);
    }
}
