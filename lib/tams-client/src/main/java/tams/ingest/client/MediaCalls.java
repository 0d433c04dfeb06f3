package tams.ingest.client;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Moves media to where a store said, and back. */
final class MediaCalls {

    private final HttpCalls calls;
    private final Authorizer authorizer;
    private final StoreOptions options;

    MediaCalls(HttpCalls calls, Authorizer authorizer, StoreOptions options) {
        this.calls = calls;
        this.authorizer = authorizer;
        this.options = options;
    }

    Upload put(Allocation allocation, Path file) throws IOException {
        Call call = new Call("upload", Effect.UPLOAD, "PUT", allocation.putUrl());
        URI url = uri(call);
        Progress progress = new Progress();
        try (FileBody body = FileBody.open(file, progress, options.compareEtags())) {
            Answer answer = send(call, url, allocation, body, progress);
            if (answer.status() != 200 && answer.status() != 201 && answer.status() != 204) {
                throw StoreErrors.answered(call, answer);
            }
            if (!body.isSent()) {
                throw StoreErrors.unreadable(call, answer, "it came before all bytes were sent");
            }
            Sums sums = body.sums();
            sums.contradictedBy(answer.headers()).ifPresent(header -> {
                throw otherBytes(call, answer, header);
            });
            return new Upload(sums.sha256(), body.length(), answer.status(), etag(answer));
        }
    }

    private static StoreException otherBytes(Call call, Answer answer, String header) {
        String otherwise = header.equals("ETag")
                ? "; where the store's ETags are something else than MD5, set tams.compare_etags to false"
                : "";
        return StoreErrors.declined(
                call,
                Failure.REFUSED,
                answer.status(),
                "by the answer's " + header + " other bytes arrived than were sent: send them again" + otherwise);
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
        Sums sums = sink.checksums.end();
        sums.contradictedBy(answer.headers()).ifPresent(header -> {
            throw StoreErrors.declined(
                    call,
                    Failure.REFUSED,
                    200,
                    "by the answer's " + header + " other bytes arrived than are stored: read them again");
        });
        return new Download(sums.sha256(), answer.bytes());
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

    private URI uri(Call call) {
        try {
            URI url = call.url().uri();
            if (!authorizer.isHomeHost(url) && !options.mediaHosts().allow(url)) {
                throw StoreErrors.declined(
                        call,
                        Failure.REFUSED,
                        0,
                        "the store sends media to a host that tams.media_hosts does not list: add it, or look into the store");
            }
            return url;
        } catch (IllegalArgumentException e) {
            throw StoreErrors.declined(call, Failure.REFUSED, 0, String.valueOf(e.getMessage()));
        }
    }

    /** Hashes what it passes on. */
    private static final class Hashing extends FilterOutputStream {
        private final Checksums checksums = new Checksums(false);

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
            checksums.update(bytes, offset, length);
        }
    }
}
