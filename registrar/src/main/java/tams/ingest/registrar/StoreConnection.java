package tams.ingest.registrar;

import java.nio.file.Path;
import tams.ingest.client.Credentials;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.client.Secret;
import tams.ingest.client.TamsStore;
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
    public static TamsStore open(Settings settings) {
        try {
            return HttpTamsStore.open(settings.get(Keys.TAMS_URL), credentials(settings));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("tams.url or tams.auth cannot be used: " + e.getMessage());
        }
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
                        settings.find(Keys.AUTH_SCOPE).orElse(null));
            default -> throw new ConfigException("tams.auth.type is '" + type + "', which is not known");
        };
    }

    private static Secret secret(Settings settings, Setting<String> key, Setting<Path> file, String type) {
        String text = settings.findSecret(key, file)
                .filter(found -> !found.isEmpty())
                .orElseThrow(() -> new ConfigException(
                        "tams.auth.type is " + type + ", so " + key.key() + " or " + file.key() + " has to be set"));
        return new Secret(text);
    }
}
