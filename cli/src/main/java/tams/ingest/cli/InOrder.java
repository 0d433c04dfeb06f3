package tams.ingest.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import tams.ingest.kit.TemporaryException;

/** Works on several things at once and hands out the results in the order in which the things came. */
final class InOrder {

    /** Most threads at work, each with a buffer of 1 MiB when it reads chunks. */
    private static final int THREADS_MAX = 16;

    /** Things that are begun before the first of them is finished; bounds the results that wait for their turn. */
    static final int AHEAD_MAX = 256;

    private InOrder() {}

    /**
     * Does all the work, unless the taker has enough before. Input is asked for, and results are handed out, on the caller's
     * thread.
     *
     * @param work must not throw
     * @param taker false ends it; what is begun is given up
     */
    static <I, O> void forEach(Iterator<I> input, Function<I, O> work, Predicate<O> taker) {
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), THREADS_MAX);
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        Deque<Future<O>> begun = new ArrayDeque<>();
        try {
            boolean goesOn = true;
            while (goesOn && (input.hasNext() || !begun.isEmpty())) {
                if (input.hasNext() && begun.size() < AHEAD_MAX) {
                    I next = input.next();
                    begun.add(workers.submit(() -> work.apply(next)));
                } else {
                    goesOn = taker.test(begun.remove().get());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TemporaryException("interrupted before all was done", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }
}
