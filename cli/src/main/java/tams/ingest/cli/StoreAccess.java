package tams.ingest.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Setting;
import tams.ingest.kit.Settings;
import tams.ingest.local.Access;

/** Who may use the local store: the client that {@code tams.auth.*} describes, for it is the same that calls it. */
final class StoreAccess {

    private StoreAccess() {}

    /**
     * The store's side of {@code tams.auth.*}.
     *
     * @throws ConfigException naming the key that is missing or makes no sense
     */
    static Access of(Settings settings) {
        String type = settings.get(Keys.AUTH_TYPE);
        try {
            return switch (type) {
                case "none" -> new Access.Open();
                case "basic" ->
                    new Access.Basic(
                            settings.get(Keys.AUTH_USERNAME),
                            secret(settings, Keys.AUTH_PASSWORD, Keys.AUTH_PASSWORD_FILE, type));
                case "oauth2" ->
                    new Access.OAuth2(
                            settings.get(Keys.AUTH_CLIENT_ID),
                            secret(settings, Keys.AUTH_CLIENT_SECRET, Keys.AUTH_CLIENT_SECRET_FILE, type),
                            settings.find(Keys.AUTH_SCOPE)
                                    .map(StoreAccess::scopes)
                                    .orElse(Access.SCOPES));
                default -> new Access.Token(secret(settings, Keys.AUTH_TOKEN, Keys.AUTH_TOKEN_FILE, type));
            };
        } catch (IllegalArgumentException e) {
            throw new ConfigException("tams.auth.* cannot be used for the local store: " + e.getMessage());
        }
    }

    private static Set<String> scopes(String text) {
        return Arrays.stream(text.strip().split("\\s+")).collect(Collectors.toSet());
    }

    private static String secret(Settings settings, Setting<String> key, Setting<Path> file, String type) {
        return settings.findSecret(key, file)
                .filter(found -> !found.isEmpty())
                .orElseThrow(() -> new ConfigException(
                        "tams.auth.type is " + type + ", so " + key.key() + " or " + file.key() + " has to be set"));
    }
}
