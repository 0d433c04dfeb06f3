package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** How several pieces of work that wait for the network are done. */
interface SideBySide {

    /** One after the other. */
    SideBySide ONE_BY_ONE = new SideBySide() {
        @Override
        public <T> List<T> all(List<Supplier<T>> work) {
            return work.stream().map(Supplier::get).toList();
        }
    };

    /** All results, in their order. */
    <T> List<T> all(List<Supplier<T>> work);

    /** On other threads, save for the first piece, which the caller's own does. */
    static SideBySide on(Executor threads) {
        return new SideBySide() {
            @Override
            public <T> List<T> all(List<Supplier<T>> work) {
                List<CompletableFuture<T>> others = work.stream()
                        .skip(1)
                        .map(piece -> CompletableFuture.supplyAsync(piece, threads))
                        .toList();
                List<T> results = new ArrayList<>();
                results.add(work.get(0).get());
                others.forEach(other -> results.add(other.join()));
                return results;
            }
        };
    }
}
