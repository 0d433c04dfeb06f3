package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tams.ingest.contracts.Json;

/**
 * Access tokens: JWTs signed with HMAC-SHA-256 (RFC 7519), so that nothing is kept of them and a restart voids none.
 *
 * @param key never leaves the store
 * @param issuer the client they are for; a token of another client's time is void
 */
record Tokens(SecretKeySpec key, String issuer, Clock clock) {

    static final Duration LIFETIME = Duration.ofHours(1);

    static final String ALGORITHM = "HmacSHA256";
    private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

    String issue(Set<String> scopes) {
        long now = clock.instant().getEpochSecond();
        String claims = encode(Json.bytes(Documents.object()
                .put("iss", "local-tams")
                .put("sub", issuer)
                .put("scope", String.join(" ", scopes))
                .put("iat", now)
                .put("exp", now + LIFETIME.toSeconds())));
        String signed = HEADER + "." + claims;
        return signed + "." + encode(sign(signed));
    }

    /** What a token grants; empty when it is expired, altered, or none of ours. */
    Optional<Set<String>> scopes(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(HEADER)) {
            return Optional.empty();
        }
        try {
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            if (!MessageDigest.isEqual(signature, sign(parts[0] + "." + parts[1]))) {
                return Optional.empty();
            }
            JsonNode claims = Documents.parseAny(Base64.getUrlDecoder().decode(parts[1]));
            boolean valid = claims.path("sub").asText().equals(issuer)
                    && claims.path("exp").asLong() > clock.instant().getEpochSecond();
            return valid
                    ? Optional.of(new LinkedHashSet<>(
                            List.of(claims.path("scope").asText().split(" "))))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Tokens[" + issuer + "]";
    }
}
