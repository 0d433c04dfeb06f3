package tams.ingest.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLException;
import tams.ingest.client.Service;
import tams.ingest.client.StoreException;
import tams.ingest.client.TamsApi;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;
import tams.ingest.registrar.StoreConnection;

/** The way to the store from its name to an answer: the first thing that fails hides what lies behind it. Only reads. */
final class StoreCheckup {

    private static final int CONNECT_MS = 5_000;

    /** Signed URLs and tokens bear some minutes; timestamps that people compare do not. */
    private static final Duration SKEW_MAX = Duration.ofSeconds(5);

    private StoreCheckup() {}

    static List<Finding> of(Settings settings) {
        URI url = settings.get(Keys.TAMS_URL);
        Optional<Finding> unreachable = reach(url);
        if (unreachable.isPresent()) {
            return List.of(unreachable.get());
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("store-connect", url.getHost() + ":" + port(url)));
        clock(url, Instant.now()).ifPresent(findings::add);
        try (TamsApi store = StoreConnection.open(settings)) {
            Service service = store.service();
            findings.add(service.objection()
                    .map(why -> Finding.failed("store-version", why, "see there"))
                    .orElseGet(() -> Finding.ok("store-version", "TAMS " + service.apiVersion())));
            store.instance().storageBackends();
            findings.add(Finding.ok("store-login", settings.get(Keys.AUTH_TYPE)));
        } catch (StoreException e) {
            findings.add(trouble(e));
        }
        return findings;
    }

    private static Optional<Finding> reach(URI url) {
        InetAddress address;
        try {
            address = InetAddress.getByName(url.getHost());
        } catch (UnknownHostException e) {
            return Optional.of(Finding.failed(
                    "store-name", "no address is known of " + url.getHost(), "mend tams.url, or the name service"));
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port(url)), CONNECT_MS);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Finding.failed(
                    "store-connect",
                    url.getHost() + ":" + port(url) + " takes no connection (" + e.getMessage() + ")",
                    "start the store, mend tams.url, or open the firewall"));
        }
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return url.getScheme().equals("https") ? 443 : 80;
    }

    /** By the Date of any answer, whatever its status; nothing where there is none, or TLS is in the way. */
    private static Optional<Finding> clock(URI url, Instant asked) {
        try {
            HttpClient client = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofMillis(CONNECT_MS))
                    .build();
            HttpRequest request = HttpRequest.newBuilder(url)
                    .timeout(Duration.ofMillis(CONNECT_MS))
                    .build();
            return client.send(request, BodyHandlers.discarding())
                    .headers()
                    .firstValue("Date")
                    .map(date -> skew(date, asked));
        } catch (IOException | DateTimeParseException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    static Finding skew(String date, Instant here) {
        Instant there =
                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        Duration off = Duration.between(there, here);
        return off.abs().compareTo(SKEW_MAX) <= 0
                ? Finding.ok("clock", "as the store's")
                : Finding.warning(
                        "clock",
                        "this machine is " + off.abs().toSeconds() + " s " + (off.isNegative() ? "behind" : "ahead of")
                                + " the store",
                        "let both follow a time server: signed addresses expire by the clock");
    }

    private static Finding trouble(StoreException failure) {
        String found = String.valueOf(failure.getMessage());
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return Finding.failed(
                        "store-tls", found, "tams.ca_file for an authority of your own; else renew the certificate");
            }
        }
        if (failure.call().equals("token")) {
            return Finding.failed("store-token", found, "mend tams.auth.token_url, client_id, client_secret, scope");
        }
        if (failure.status() == 401 || failure.status() == 403) {
            return Finding.failed("store-login", found, "mend tams.auth.*; the client may need the read scope");
        }
        return Finding.failed("store", found, "is tams.url the API's root?");
    }

    /** The Flows that feeds have their segments in, as the store has them. */
    static List<Finding> flows(TamsApi store, List<FlowOfFeed> flows) {
        List<Finding> findings = new ArrayList<>();
        for (FlowOfFeed each : flows) {
            store.flow(each.flow())
                    .ifPresentOrElse(
                            flow -> {
                                if (Boolean.TRUE.equals(flow.readOnly())) {
                                    findings.add(Finding.failed(
                                            "flows",
                                            "Flow " + each.flow() + " of feed " + each.feed() + " is read-only",
                                            "allow writing, or give the feed another Flow"));
                                }
                            },
                            () -> findings.add(Finding.failed(
                                    "flows",
                                    "Flow " + each.flow() + " of feed " + each.feed() + " is gone from the store",
                                    "undo its deletion, or give the feed another Flow")));
        }
        return findings.isEmpty() ? List.of(Finding.ok("flows", flows.size() + " Flows can be written")) : findings;
    }

    /** A feed and the Flow that owns its segments. */
    record FlowOfFeed(String feed, UUID flow) {}
}
