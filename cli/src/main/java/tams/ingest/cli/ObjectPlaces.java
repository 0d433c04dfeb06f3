package tams.ingest.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import tams.ingest.client.Allocation;
import tams.ingest.client.Failure;
import tams.ingest.client.StorageRequest;
import tams.ingest.client.StoreException;

/** Gets places for the bytes of files: by ids that follow from content where the store takes them, else by its own. */
record ObjectPlaces(UploadTarget target) {

    /** Runs of this command that may have died between allocating an object and filling it. */
    static final int GENERATIONS_MAX = 16;

    /** What stores answer to an id that they know already. */
    private static final Set<Integer> MAY_BE_TAKEN = Set.of(400, 409, 412, 422);

    /** Several at once; one by one where the store knows some of the ids, and does not say which. */
    void allocate(List<FileWork> files) {
        List<FileWork> left = files;
        while (!left.isEmpty()) {
            List<FileWork> asked = left;
            List<Allocation> places;
            try {
                places = allocated(
                        asked.stream().map(work -> work.planned().objectId(0)).toList());
            } catch (StoreException e) {
                if (!mayBeTaken(e)) {
                    throw e;
                }
                asked.forEach(this::allocate);
                return;
            }
            assign(places, asked);
            left = asked.stream().filter(work -> work.allocation() == null).toList();
        }
    }

    /** A place, or the object that an earlier run filled with the same bytes. */
    void allocate(FileWork work) {
        for (int generation = 0; generation < GENERATIONS_MAX; generation++) {
            String id = work.planned().objectId(generation);
            if (target.repeats().call(() -> target.store().objectIsRegistered(id))) {
                work.has(id, UploadLine.Result.REUSED);
                return;
            }
            try {
                assign(allocated(List.of(id)), List.of(work));
                return;
            } catch (StoreException e) {
                if (!mayBeTaken(e)) {
                    throw e;
                }
                if (generation == GENERATIONS_MAX - 1) {
                    work.fail(String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private List<Allocation> allocated(List<String> ids) {
        StorageRequest request = StorageRequest.ofObjects(ids).at(target.storageId());
        return target.repeats().call(() -> target.store().allocate(target.flow(), request));
    }

    /** Stores may give fewer than asked for, in another order, or under ids of their own. */
    private static void assign(List<Allocation> places, List<FileWork> asked) {
        for (Allocation place : places) {
            Optional<FileWork> taker = asked.stream()
                    .filter(work -> work.allocation() == null)
                    .min((one, other) -> Boolean.compare(
                            !one.planned().isOwn(place.objectId()),
                            !other.planned().isOwn(place.objectId())));
            taker.ifPresent(work -> work.allocated(place));
        }
    }

    private static boolean mayBeTaken(StoreException failure) {
        return failure.failure() == Failure.UNKNOWN_OUTCOME || MAY_BE_TAKEN.contains(failure.status());
    }
}
