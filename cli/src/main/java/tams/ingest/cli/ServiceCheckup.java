package tams.ingest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tams.ingest.contracts.Json;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;

/** What the running services say of themselves, at {@code ops.urls}. */
final class ServiceCheckup {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(3);

    private ServiceCheckup() {}

    static List<Finding> of(Settings settings) {
        List<Finding> findings = new ArrayList<>();
        Set<String> versions = new TreeSet<>();
        for (String url : settings.get(Keys.OPS_URLS).split(",", -1)) {
            if (!url.isBlank()) {
                examine(url.strip().replaceAll("/+$", ""), findings, versions);
            }
        }
        if (versions.size() > 1) {
            findings.add(Finding.warning(
                    "versions",
                    "services of different builds run: " + String.join(", ", versions),
                    "bring all to one version"));
        }
        return findings;
    }

    private static void examine(String url, List<Finding> findings, Set<String> versions) {
        try {
            JsonNode health = ask(url + "/observe/health");
            boolean fine = true;
            for (JsonNode check : health.path("checks")) {
                if (!check.path("status").asText().equals("UP")) {
                    fine = false;
                    findings.add(Finding.failed(
                            "ready",
                            url + ": " + check.path("name").asText() + ": "
                                    + check.path("data")
                                            .path("reason")
                                            .asText(check.path("data").toString()),
                            "it says what is missing"));
                }
            }
            if (fine) {
                findings.add(Finding.ok("ready", url));
            }
            String version = ask(url + "/observe/info").path("version").asText();
            if (!version.isEmpty()) {
                versions.add(version);
            }
        } catch (IOException | IllegalArgumentException e) {
            findings.add(Finding.warning(
                    "services",
                    url + " does not answer (" + e.getClass().getSimpleName() + ")",
                    "start it; ops.urls must name the ops port of every service"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static JsonNode ask(String url) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(ANSWER_MAX).build();
        HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER_MAX).build();
        return Json.MAPPER.readTree(
                client.send(request, BodyHandlers.ofString()).body());
    }
}
