package tams.ingest.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Json;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;

/**
 * How far the files of a feed have come that were there before its watcher; known to the watcher alone, which shows it
 * among its metrics while some are left.
 *
 * @param done registered, or refused
 * @param secondsToGo at the rate of the last minute; null while nothing moves
 */
record Backfill(long done, long left, @Nullable Long secondsToGo) {

    /** A watcher that does not answer within this time has its figures left out: the rest of a status must not wait. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

    private static final int OK = 200;

    private static final Pattern SAMPLE =
            Pattern.compile("tams_ingest_backfill_(?<name>files|seconds_to_go)\\{(?<labels>.*)} (?<value>[-+.\\dE]+)");

    private static final Pattern LABEL = Pattern.compile("(?<name>\\w+)=\"(?<value>(?:[^\"\\\\]|\\\\.)*)\"");

    /** What the services at {@code ops.urls} say, by feed. */
    static Map<String, Backfill> of(Settings settings) {
        Map<String, Backfill> backfills = new TreeMap<>();
        for (String url : settings.get(Keys.OPS_URLS).split(",", -1)) {
            if (!url.isBlank()) {
                backfills.putAll(read(metrics(url.strip())));
            }
        }
        return backfills;
    }

    /** The metrics of a service, or nothing and a word about it. */
    private static String metrics(String url) {
        String reason;
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url.replaceAll("/+$", "") + "/observe/metrics"))
                    .timeout(ANSWER_MAX)
                    .build();
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .connectTimeout(ANSWER_MAX)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == OK) {
                return answer.body();
            }
            reason = "status " + answer.statusCode();
        } catch (IOException | IllegalArgumentException e) {
            reason = e.getClass().getSimpleName();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason = "interrupted";
        }
        System.err.println("no backfill figures from " + url + " (" + reason
                + "): ops.urls must name the ops port of every watcher");
        return "";
    }

    /** The backfills that metrics in Prometheus's text form tell of. */
    static Map<String, Backfill> read(String metrics) {
        Map<String, Map<String, Long>> samples = new TreeMap<>();
        metrics.lines().map(SAMPLE::matcher).filter(Matcher::matches).forEach(sample -> {
            Map<String, String> labels = labels(sample.group("labels"));
            String what = sample.group("name").equals("files") ? labels.get("state") : "seconds";
            String feed = labels.get("feed");
            if (feed != null && what != null) {
                long value = Math.round(Double.parseDouble(sample.group("value")));
                samples.computeIfAbsent(feed, added -> new HashMap<>()).put(what, value);
            }
        });
        Map<String, Backfill> backfills = new TreeMap<>();
        samples.forEach((feed, found) -> {
            Long left = found.get("left");
            if (left != null) {
                backfills.put(feed, new Backfill(found.getOrDefault("done", 0L), left, found.get("seconds")));
            }
        });
        return backfills;
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            labels.put(label.group("name"), label.group("value").replaceAll("\\\\(.)", "$1"));
        }
        return labels;
    }

    /** The object that stands in a feed's row while something is left. */
    ObjectNode toJson() {
        return Json.MAPPER
                .createObjectNode()
                .put("done", done)
                .put("total", done + left)
                .put("seconds_to_go", secondsToGo);
    }

    /** As a person reads it. */
    @Override
    public String toString() {
        String progress = String.format(Locale.ROOT, "backfill %,d of %,d", done, done + left);
        return secondsToGo == null
                ? progress + ", time to go not known"
                : progress + ", " + toGo(secondsToGo) + " to go";
    }

    /** Rounded up to what is still worth saying. */
    private static String toGo(long seconds) {
        long minutes = Math.floorDiv(seconds + 59, 60);
        if (seconds < 120) {
            return Math.max(1, seconds) + " s";
        }
        return minutes < 120 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
