package tams.ingest.client;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** What a person can do about a call that did not succeed. */
final class Advice {

    static final String LOOK = "it may have been done, look before repeating";

    /** What AWS's API Gateway says about a path it has nothing at. */
    private static final String GATEWAYS_UNKNOWN_PATH = "Missing Authentication Token";

    private static final Pattern SCOPE = Pattern.compile("(?i)insufficient_scope(?:.*?\\bscope=\"([^\"]{1,200})\")?");

    private Advice() {}

    /** About a status that does not mean success. */
    static String about(Call call, Answer answer, StoreWords words, Failure failure) {
        if (failure == Failure.UNKNOWN_OUTCOME) {
            return LOOK + (call.effect() == Effect.REGISTER && answer.status() / 100 == 4 ? unregistered() : "");
        }
        Optional<String> known = answer.advice();
        return known.orElseGet(() -> switch (answer.status()) {
            case 408, 425, 429, 500, 502, 503, 504 -> "try again later";
            case 400 -> badRequest(call);
            case 401 ->
                "check that the URL has not expired: the place is not the store's own, so no credentials went there";
            case 403 -> forbidden(answer, words);
            case 404 -> notFound(call);
            case 413 -> "it is larger than the store takes";
            default ->
                answer.status() / 100 == 3 ? "redirects are not followed, name the final URL" : "see the store's log";
        });
    }

    private static String unregistered() {
        return "; where it was not, check that the Flow has a container and nothing else at these times";
    }

    private static String badRequest(Call call) {
        if (call.effect() == Effect.ALLOCATE) {
            return "check that the Flow has a container, that the object ids are new and that the storage id is the store's";
        }
        return "the store does not accept what was sent" + slash(call);
    }

    private static String forbidden(Answer answer, StoreWords words) {
        if (words.words().equals(GATEWAYS_UNKNOWN_PATH)) {
            return "check tams.url, stage and version included: the gateway knows no such path";
        }
        Matcher scope =
                SCOPE.matcher(String.join(" ", answer.headers().allValues("WWW-Authenticate")) + " " + words.code());
        if (scope.find()) {
            return "check tams.auth.scope: the token lacks "
                    + (scope.group(1) == null ? "a scope that this call needs" : StoreWords.clean(scope.group(1)));
        }
        return "check that the credentials suffice, that the Flow is not read-only, that the URL has not expired";
    }

    private static String notFound(Call call) {
        return switch (call.name()) {
            case "service", "root" -> "there is no TAMS API at tams.url: it must name what stands before /service";
            case "webhooks", "add webhook" -> "the store has no webhooks: see event_stream_mechanisms of its service";
            default -> "check tams.url and that the Flow, Source or object exists" + slash(call);
        };
    }

    /** Proxies and servers differ in what they make of an encoded slash. */
    private static String slash(Call call) {
        return call.url().toString().contains("%2F")
                ? "; the id has a '/', sent as %2F, which a proxy or store on the way may not take"
                : "";
    }

    /** About no answer at all. */
    static String aboutSilence(Throwable error, Trouble trouble, Failure failure) {
        if (failure == Failure.UNKNOWN_OUTCOME) {
            return LOOK;
        }
        if (trouble != Trouble.NOT_SENT) {
            return "try again later";
        }
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return "check the server's certificate; name its authority in tams.ca_file, or the certificate itself in"
                        + " tams.certificate_sha256";
            }
        }
        return "check that the store runs and the URL is right";
    }
}
