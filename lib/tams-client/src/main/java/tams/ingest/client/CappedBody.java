package tams.ingest.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Writes an answer's body to a stream, and gives the connection up when the body is longer than allowed. */
final class CappedBody implements BodySubscriber<CappedBody.Taken> {

    /** How much was written, and whether there was more. */
    record Taken(long bytes, boolean isCut) {}

    private final OutputStream to;
    private final long bytesMax;
    private final Progress progress;
    private final CompletableFuture<Taken> taken = new CompletableFuture<>();
    private @Nullable Subscription subscription;
    private long bytes;

    CappedBody(OutputStream to, long bytesMax, Progress progress) {
        this.to = to;
        this.bytesMax = bytesMax;
        this.progress = progress;
    }

    @Override
    public CompletionStage<Taken> getBody() {
        return taken;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        progress.moved();
        for (ByteBuffer buffer : buffers) {
            if (!taken.isDone()) {
                take(buffer);
            }
        }
    }

    private void take(ByteBuffer buffer) {
        byte[] chunk = new byte[(int) Math.min(buffer.remaining(), bytesMax - bytes)];
        buffer.get(chunk);
        try {
            to.write(chunk);
        } catch (IOException e) {
            stop();
            taken.completeExceptionally(new SinkFailed(e));
            return;
        }
        bytes += chunk.length;
        if (buffer.hasRemaining()) {
            stop();
            taken.complete(new Taken(bytes, true));
        }
    }

    private void stop() {
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public void onError(Throwable error) {
        taken.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        taken.complete(new Taken(bytes, false));
    }

    /** The stream that was to take the body did not. */
    static final class SinkFailed extends RuntimeException {
        SinkFailed(IOException cause) {
            super(cause);
        }
    }
}
