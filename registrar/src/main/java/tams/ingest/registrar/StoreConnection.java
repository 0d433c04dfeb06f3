package tams.ingest.registrar;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import tams.ingest.client.Credentials;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.client.MediaHosts;
import tams.ingest.client.Secret;
import tams.ingest.client.StoreListener;
import tams.ingest.client.StoreOptions;
import tams.ingest.client.TamsApi;
import tams.ingest.client.Trust;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Setting;
import tams.ingest.kit.Settings;

/** The store that the configuration names. */
public final class StoreConnection {

    private StoreConnection() {}

    /**
     * Opens the store at {@code tams.url} with {@code tams.auth.*}; no call is made yet.
     *
     * @throws ConfigException when something that the kind of authentication needs is missing, naming the key
     */
    public static TamsApi open(Settings settings) {
        return open(settings, StoreListener.NONE);
    }

    /** The same with someone who is told of answers and tokens, on the thread that made the call. */
    static TamsApi open(Settings settings, StoreListener listener) {
        try {
            return HttpTamsStore.open(
                    settings.get(Keys.TAMS_URL),
                    credentials(settings),
                    options(settings).telling(listener));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("tams.* cannot be used: " + e.getMessage());
        }
    }

    private static StoreOptions options(Settings settings) {
        Trust trust = new Trust(
                settings.find(Keys.TAMS_CA_FILE).orElse(null),
                settings.find(Keys.TAMS_CERTIFICATE_SHA256).orElse(null));
        return StoreOptions.DEFAULT
                .trusting(trust)
                .withMediaAt(MediaHosts.parse(settings.get(Keys.TAMS_MEDIA_HOSTS)))
                .comparingEtags(settings.get(Keys.TAMS_COMPARE_ETAGS));
    }

    static Credentials credentials(Settings settings) {
        String type = settings.get(Keys.AUTH_TYPE);
        return switch (type) {
            case "none" -> new Credentials.None();
            case "basic" ->
                new Credentials.Basic(
                        settings.get(Keys.AUTH_USERNAME),
                        secret(settings, Keys.AUTH_PASSWORD, Keys.AUTH_PASSWORD_FILE, type));
            case "bearer" -> new Credentials.Bearer(secret(settings, Keys.AUTH_TOKEN, Keys.AUTH_TOKEN_FILE, type));
            case "url_token" -> new Credentials.UrlToken(secret(settings, Keys.AUTH_TOKEN, Keys.AUTH_TOKEN_FILE, type));
            case "oauth2" ->
                new Credentials.OAuth2(
                        settings.get(Keys.AUTH_TOKEN_URL),
                        settings.get(Keys.AUTH_CLIENT_ID),
                        secret(settings, Keys.AUTH_CLIENT_SECRET, Keys.AUTH_CLIENT_SECRET_FILE, type),
                        settings.find(Keys.AUTH_SCOPE).orElse(null),
                        settings.get(Keys.AUTH_SECRET_IN).equals("form")
                                ? Credentials.SecretIn.FORM
                                : Credentials.SecretIn.HEADER);
            default -> throw new ConfigException("tams.auth.type is '" + type + "', which is not known");
        };
    }

    /** The key itself, which stays as it is, or the file, which is read again whenever it has changed. */
    private static Secret secret(Settings settings, Setting<String> key, Setting<Path> file, String type) {
        Optional<String> text = settings.find(key).filter(found -> !found.isEmpty());
        if (text.isPresent()) {
            return new Secret(text.get());
        }
        Path path = settings.find(file)
                .orElseThrow(() -> new ConfigException(
                        "tams.auth.type is " + type + ", so " + key.key() + " or " + file.key() + " has to be set"));
        try {
            return Secret.ofFile(path);
        } catch (IOException e) {
            throw new ConfigException(file.key() + ": the file " + path + " cannot be read as a secret: " + e);
        }
    }
}
