package tams.ingest.cli;

import java.util.regex.Pattern;

/**
 * Blots out what no log may show, whoever logs it: signatures and tokens in addresses, credentials in headers, names and
 * passwords before a host. Our own code never logs these; libraries do at DEBUG.
 */
final class Blotter {

    private static final String BLOT = "(secret)";
    private static final Pattern IN_QUERIES = Pattern.compile(
            "(?i)([?&;](?:x-amz-(?:signature|credential|security-token)|signature|sig|awsaccesskeyid|access_token|token"
                    + "|client_secret|password)=)[^&\\s\"'<>\\\\)\\]}]+");
    private static final Pattern IN_HEADERS =
            Pattern.compile("(?i)(authorization[\"']?\\s*[=:]\\s*[\\[\"']*(?:bearer|basic)\\s+)[a-z0-9._~+/=-]+");
    private static final Pattern IN_FORMS = Pattern.compile(
            "(?i)(\\b(?:client_secret|password|secret_key|access_token|sasl\\.jaas\\.config)\"?\\s*[=:]\\s*\"?)[^\\s\"&,;}]+");
    private static final Pattern BEFORE_HOSTS = Pattern.compile("(://)[^/\\s@:]+:[^/\\s@]+@");

    private Blotter() {}

    static String blot(String line) {
        String queries = IN_QUERIES.matcher(line).replaceAll("$1" + BLOT);
        String headers = IN_HEADERS.matcher(queries).replaceAll("$1" + BLOT);
        String forms = IN_FORMS.matcher(headers).replaceAll("$1" + BLOT);
        return BEFORE_HOSTS.matcher(forms).replaceAll("$1" + BLOT + "@");
    }
}
