package tams.ingest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tams.ingest.contracts.Json;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;

@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description = "Asks the service on this host whether it is ready, and prints what it lacks, one line each;"
                + " exit code 3 if anything. The containers' health check.")
final class HealthCommand implements Callable<Integer> {

    /** A service answers from memory; one that takes longer is not well. */
    private static final int ANSWER_MAX_MS = 3_000;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--url", paramLabel = "URL", description = "its ops address; default: by ops.host and ops.port")
    private @Nullable URI url;

    @Option(names = "--live", description = "only whether it makes progress, whatever else is missing")
    private boolean live;

    @Override
    public Integer call() {
        String base = url == null ? own(config.load()) : url.toString().replaceAll("/+$", "");
        JsonNode report = ask(base + "/observe/health" + (live ? "/live" : ""));
        boolean up = report.path("status").asText().equals("UP");
        for (JsonNode check : report.path("checks")) {
            if (!check.path("status").asText().equals("UP")) {
                System.out.println("DOWN " + check.path("name").asText() + ": " + reason(check.path("data")));
            }
        }
        if (up) {
            System.out.println("UP");
        }
        return up ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }

    private static String own(Settings settings) {
        String host = settings.get(Keys.OPS_HOST);
        boolean any = host.equals("0.0.0.0") || host.equals("::");
        String name = any ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
        return "http://" + name + ":" + settings.get(Keys.OPS_PORT);
    }

    private static String reason(JsonNode data) {
        return data.has("reason") ? data.path("reason").asText() : data.toString();
    }

    /** Not the HTTP client of the JDK, which takes as long to start as all the rest. */
    private static JsonNode ask(String address) {
        try {
            HttpURLConnection call =
                    (HttpURLConnection) URI.create(address).toURL().openConnection();
            call.setConnectTimeout(ANSWER_MAX_MS);
            call.setReadTimeout(ANSWER_MAX_MS);
            try (InputStream body = call.getResponseCode() < 400 ? call.getInputStream() : call.getErrorStream()) {
                return Json.MAPPER.readTree(body);
            } finally {
                call.disconnect();
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new CheckFailedException("nothing answers at " + address + " (" + e.getMessage()
                    + "): does the service run? Its log says why");
        }
    }
}
