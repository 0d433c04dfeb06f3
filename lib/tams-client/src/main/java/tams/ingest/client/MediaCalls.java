package tams.ingest.client;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Moves media to where a store said, and back. */
final class MediaCalls {

    private final HttpCalls calls;
    private final Authorizer authorizer;

    MediaCalls(HttpCalls calls, Authorizer authorizer) {
        this.calls = calls;
        this.authorizer = authorizer;
    }

    Upload put(Allocation allocation, Path file) throws IOException {
        Call call = new Call("upload", Effect.UPLOAD, "PUT", allocation.putUrl());
        URI url = uri(call);
        Progress progress = new Progress();
        try (FileBody body = FileBody.open(file, progress)) {
            Answer answer = send(call, url, allocation, body, progress);
            if (answer.status() != 200 && answer.status() != 201 && answer.status() != 204) {
                throw StoreErrors.answered(call, answer);
            }
            if (!body.isSent()) {
                throw StoreErrors.unreadable(call, answer, "it came before all bytes were sent");
            }
            return new Upload(body.sha256(), body.length(), answer.status(), etag(answer));
        }
    }

    private Answer send(Call call, URI url, Allocation allocation, FileBody body, Progress progress)
            throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(allocation.headers());
        if (allocation.contentType() != null) {
            headers.put("Content-Type", allocation.contentType());
        }
        try {
            return calls.send(new Exchange(
                    call,
                    url,
                    headers,
                    body.publisher(),
                    !allocation.presigned(),
                    calls.limits().transfer(body.length()),
                    null,
                    HttpCalls.ERROR_BYTES_MAX,
                    progress));
        } catch (StoreException e) {
            @Nullable IOException unreadable = body.failure();
            if (unreadable != null) {
                throw unreadable;
            }
            throw e;
        }
    }

    private static @Nullable String etag(Answer answer) {
        return answer.header("ETag")
                .map(tag -> tag.replaceAll("^W/", "").replace("\"", ""))
                .orElse(null);
    }

    Download download(GetUrl from, OutputStream to, long bytesMax) throws IOException {
        Call call = new Call("download", Effect.READ, "GET", from.url());
        URI url = uri(call);
        Progress progress = new Progress();
        Hashing sink = new Hashing(to);
        boolean presigned = from.presigned() == null ? !authorizer.isHome(url) : from.presigned();
        Answer answer = receive(new Exchange(
                call, url, Map.of(), null, !presigned, calls.limits().transfer(bytesMax), sink, bytesMax, progress));
        if (answer.status() != 200) {
            throw StoreErrors.answered(call, answer);
        }
        if (answer.isCut()) {
            throw StoreErrors.declined(
                    call, Failure.REJECTED, 200, "the object is longer than the " + bytesMax + " bytes allowed");
        }
        return new Download(Sha256.hex(sink.digest), answer.bytes());
    }

    private Answer receive(Exchange exchange) throws IOException {
        try {
            return calls.send(exchange);
        } catch (StoreException e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof CappedBody.SinkFailed && cause.getCause() instanceof IOException failure) {
                    throw failure;
                }
            }
            throw e;
        }
    }

    private static URI uri(Call call) {
        try {
            return call.url().uri();
        } catch (IllegalArgumentException e) {
            throw StoreErrors.declined(call, Failure.REFUSED, 0, String.valueOf(e.getMessage()));
        }
    }

    /** Hashes what it passes on. */
    private static final class Hashing extends FilterOutputStream {
        private final MessageDigest digest = Sha256.start();

        Hashing(OutputStream to) {
            super(to);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            digest.update(bytes, offset, length);
        }
    }
}
