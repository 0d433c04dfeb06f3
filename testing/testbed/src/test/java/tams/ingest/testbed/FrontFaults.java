package tams.ingest.testbed;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import tams.ingest.contracts.Json;

/** What each kind of fault does to one call over HTTP. */
record FrontFaults(FrontStore store, FrontLine line, StoreCall call) {

    /** Carries a call out as its fault has it; {@link Fault.Kind#EARLY} is over before there is a request. */
    void carryOut(WireRequest request, Fault fault) throws IOException {
        switch (fault.kind()) {
            case REFUSE -> line.write(refusal(fault));
            case EXPIRED -> line.write(s3Error(403, "AccessDenied", "Request has expired"));
            case EARLY, CUT_BEFORE -> line.cut();
            case LOST -> line.write(pretended(request));
            case CLAIMED -> claim(request);
            case LOCKED -> lock(request, fault.pause());
            case DONE_LATE -> {
                line.cut();
                line.pause(fault.pause());
                var unused = store.answer(call, request);
            }
            case TRUNCATE ->
                line.write(store.answer(
                        call, request.withBody(Arrays.copyOf(request.body(), request.body().length / 2))));
            default -> done(request, fault);
        }
    }

    /** The kinds that do what was asked, and go wrong on the way back. */
    private void done(WireRequest request, Fault fault) throws IOException {
        if (fault.kind() == Fault.Kind.HIDE) {
            store.hide(request, fault.pause().toNanos());
        }
        WireAnswer answer = store.answer(call, request);
        switch (fault.kind()) {
            case CUT_AFTER -> line.cut();
            case LATE -> {
                line.pause(fault.pause());
                line.write(answer);
            }
            case HALF -> line.writeHalf(answer);
            case GARBLED ->
                line.write(WireAnswer.text(answer.status(), "text/html", "<html>welcome to the proxy</html>"));
            case MISTYPED -> line.write(answer.with("content-type", "text/html"));
            case DRIBBLE -> line.dribble(answer, fault.pause());
            case TWICE -> line.write(store.answer(call, request));
            default -> line.write(answer);
        }
    }

    private WireAnswer refusal(Fault fault) {
        WireAnswer answer = call == StoreCall.UPLOAD || call == StoreCall.DOWNLOAD
                ? s3Error(fault.status(), fault.code() == null ? "SlowDown" : fault.code(), "as the script has it")
                : WireAnswer.json(
                        fault.status(), Json.MAPPER.createObjectNode().put("message", "refused, as the script has it"));
        if (fault.status() == 401 && fault.code() != null) {
            answer = answer.with("www-authenticate", fault.code());
        }
        Duration wait = fault.retryAfter();
        return wait == null ? answer : answer.with("retry-after", "" + wait.toSeconds());
    }

    private static WireAnswer s3Error(int status, String code, String message) {
        return WireAnswer.text(
                status,
                "application/xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error>");
    }

    /** Success, as the client would believe it. */
    private WireAnswer pretended(WireRequest request) throws IOException {
        return switch (call) {
            case REGISTER -> WireAnswer.empty(201);
            case UPLOAD -> WireAnswer.empty(200).with("etag", '"' + md5(request.body()) + '"');
            default -> store.answer(call, request);
        };
    }

    private void claim(WireRequest request) throws IOException {
        store.claim(request);
        line.write(WireAnswer.json(500, Json.MAPPER.createObjectNode().put("message", "something went wrong")));
    }

    private void lock(WireRequest request, Duration pause) throws IOException {
        store.lock(request, true);
        try {
            line.write(store.answer(call, request));
            line.pause(pause);
        } finally {
            store.lock(request, false);
        }
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
