package tams.ingest.client;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whose TLS certificates are believed, besides those of the authorities that the platform knows. Read when a store is opened.
 *
 * @param authorities a PEM file of certificates: authorities, or a server's own that nobody signed but itself. The host
 *     name must still be right; null for none
 * @param certificateSha256 the SHA-256 of one server's certificate, in lower-case hex; whoever shows that certificate is
 *     believed, whatever its name, issuer and dates; null for none
 */
public record Trust(@Nullable Path authorities, @Nullable String certificateSha256) {

    /** The authorities that the platform knows, and nobody else. */
    public static final Trust PLATFORM = new Trust(null, null);

    public Trust {
        if (certificateSha256 != null) {
            certificateSha256 = certificateSha256.replace(":", "").toLowerCase(Locale.ROOT);
            if (!certificateSha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("the SHA-256 of a certificate has 64 hex digits");
            }
        }
    }

    boolean isPlatforms() {
        return authorities == null && certificateSha256 == null;
    }
}
