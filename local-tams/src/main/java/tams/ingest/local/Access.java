package tams.ingest.local;

import java.util.LinkedHashSet;
import java.util.Set;

/** Who may use the store's API: one client with one secret, or anybody who reaches the port. */
public sealed interface Access {

    /** Whoever reaches the port; it is the loopback's unless the configuration says otherwise. */
    record Open() implements Access {}

    /** One user with a password, sent with every request (RFC 7617). */
    record Basic(String username, String password) implements Access {

        public Basic {
            requireText("a user name and a password", username, password);
        }

        @Override
        public String toString() {
            return "Basic[" + username + "]";
        }
    }

    /** One fixed token, as {@code Authorization: Bearer} or as {@code access_token} in the query. */
    record Token(String token) implements Access {

        public Token {
            requireText("a token", token);
        }

        @Override
        public String toString() {
            return "Token[…]";
        }
    }

    /**
     * One client that gets itself tokens of an hour at {@code /oauth2/token} (RFC 6749, client credentials).
     *
     * @param scopes what it may ask for, of {@link #SCOPES}
     */
    record OAuth2(String clientId, String clientSecret, Set<String> scopes) implements Access {

        public OAuth2 {
            requireText("a client id and a client secret", clientId, clientSecret);
            scopes = Set.copyOf(scopes);
            if (scopes.isEmpty() || !SCOPES.containsAll(scopes)) {
                throw new IllegalArgumentException(
                        "scopes are " + String.join(" ", scopes) + ", expected some of " + String.join(" ", SCOPES));
            }
        }

        @Override
        public String toString() {
            return "OAuth2[" + clientId + "]";
        }
    }

    /** The scopes that the specification suggests (TAMS ADR 0028); {@code admin} holds the others. */
    Set<String> SCOPES = new LinkedHashSet<>(
            java.util.List.of("tams-api/read", "tams-api/write", "tams-api/delete", "tams-api/admin"));

    private static void requireText(String what, String... texts) {
        for (String text : texts) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("access needs " + what + ": one of them is blank");
            }
        }
    }
}
