package tams.ingest.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tams.ingest.kit.BucketAddress;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Setting;
import tams.ingest.kit.Settings;

/**
 * What no single key of a configuration shows.
 *
 * @param mistakes that keep a service from starting or from reaching the store
 * @param doubts that may be meant
 */
record ConfigReview(List<String> mistakes, List<String> doubts) {

    ConfigReview {
        mistakes = List.copyOf(mistakes);
        doubts = List.copyOf(doubts);
    }

    static ConfigReview of(Settings settings) {
        List<String> mistakes = new ArrayList<>();
        List<String> doubts = new ArrayList<>();
        access(settings, mistakes);
        if (settings.find(Keys.TAMS_NAMESPACE).isEmpty()) {
            doubts.add(Keys.TAMS_NAMESPACE.key() + " is not set: 'run watcher' needs it; 'config init' makes one");
        }
        settings.find(Keys.DROP_ROOT)
                .ifPresentOrElse(
                        root -> folder(root, doubts),
                        () -> doubts.add(
                                Keys.DROP_ROOT.key() + " is not set: 'run watcher' and 'run registrar' need it"));
        boolean plain = "http".equals(settings.get(Keys.TAMS_URL).getScheme());
        if (plain && !isLoopback(settings) && !settings.get(Keys.AUTH_TYPE).equals("none")) {
            doubts.add(Keys.TAMS_URL.key() + " is http: credentials and media go over the network in the clear");
        }
        return new ConfigReview(mistakes, doubts);
    }

    private static boolean isLoopback(Settings settings) {
        String host = settings.get(Keys.TAMS_URL).getHost();
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private static void folder(Path root, List<String> doubts) {
        if (BucketAddress.of(root).isEmpty() && !Files.isDirectory(root)) {
            doubts.add(Keys.DROP_ROOT.key() + " is " + root + ", which is no folder on this machine");
        }
    }

    private static void access(Settings settings, List<String> mistakes) {
        switch (settings.get(Keys.AUTH_TYPE)) {
            case "oauth2" -> {
                need(settings, Keys.AUTH_TOKEN_URL, mistakes);
                need(settings, Keys.AUTH_CLIENT_ID, mistakes);
                needSecret(settings, Keys.AUTH_CLIENT_SECRET, Keys.AUTH_CLIENT_SECRET_FILE, mistakes);
            }
            case "basic" -> {
                need(settings, Keys.AUTH_USERNAME, mistakes);
                needSecret(settings, Keys.AUTH_PASSWORD, Keys.AUTH_PASSWORD_FILE, mistakes);
            }
            case "bearer", "url_token" -> needSecret(settings, Keys.AUTH_TOKEN, Keys.AUTH_TOKEN_FILE, mistakes);
            default -> {
                // None needs nothing.
            }
        }
    }

    private static void need(Settings settings, Setting<?> key, List<String> mistakes) {
        if (settings.find(key).isEmpty()) {
            mistakes.add(key.key() + " is not set, but tams.auth.type is " + settings.get(Keys.AUTH_TYPE));
        }
    }

    private static void needSecret(Settings settings, Setting<String> key, Setting<Path> file, List<String> mistakes) {
        if (settings.findSecret(key, file).isEmpty()) {
            mistakes.add("neither " + key.key() + " nor " + file.key() + " is set, but tams.auth.type is "
                    + settings.get(Keys.AUTH_TYPE));
        }
    }
}
