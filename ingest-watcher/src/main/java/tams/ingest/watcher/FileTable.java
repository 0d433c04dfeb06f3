package tams.ingest.watcher;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The files of one folder by their names, at 4 to 8 bytes a file beside the files themselves. Belongs to the scanner's
 * thread.
 *
 * <p>A map of objects would take 40 more, which counts where a folder holds 100,000: files of one slot are chained through
 * themselves.
 */
final class FileTable {

    /** Files of a folder that are known at a time, some 40 MB; the others are seen when these have left. */
    static final int FILES_MAX = 200_000;

    private static final int SLOTS_AT_FIRST = 16;

    private @Nullable TrackedFile[] slots = new @Nullable TrackedFile[SLOTS_AT_FIRST];
    private int size;

    int size() {
        return size;
    }

    boolean isFull() {
        return size >= FILES_MAX;
    }

    @Nullable TrackedFile get(String name) {
        TrackedFile file = slots[slot(name)];
        while (file != null && !file.name.equals(name)) {
            file = file.chained;
        }
        return file;
    }

    /** Adds a file whose name is not there yet. */
    void add(TrackedFile file) {
        if (size == slots.length) {
            grow();
        }
        chain(file);
        size++;
    }

    private void chain(TrackedFile file) {
        int slot = slot(file.name);
        file.chained = slots[slot];
        slots[slot] = file;
    }

    private void grow() {
        @Nullable TrackedFile[] before = slots;
        slots = new @Nullable TrackedFile[before.length * 2];
        for (TrackedFile head : before) {
            TrackedFile file = head;
            while (file != null) {
                TrackedFile next = file.chained;
                chain(file);
                file = next;
            }
        }
    }

    /** Gives every file, in no order; the table must not change meanwhile. */
    void forEach(Consumer<TrackedFile> sink) {
        for (TrackedFile head : slots) {
            for (TrackedFile file = head; file != null; file = file.chained) {
                sink.accept(file);
            }
        }
    }

    /** Takes out the files that are to go, asking once for each; the slots stay, for as many may come again. */
    void removeIf(Predicate<TrackedFile> isToGo) {
        for (int slot = 0; slot < slots.length; slot++) {
            TrackedFile last = null;
            TrackedFile file = slots[slot];
            while (file != null) {
                TrackedFile next = file.chained;
                if (isToGo.test(file)) {
                    file.chained = null;
                    unchain(slot, last, next);
                } else {
                    last = file;
                }
                file = next;
            }
        }
    }

    private void unchain(int slot, @Nullable TrackedFile last, @Nullable TrackedFile next) {
        size--;
        if (last == null) {
            slots[slot] = next;
        } else {
            last.chained = next;
        }
    }

    private int slot(String name) {
        int hash = name.hashCode();
        return (hash ^ (hash >>> 16)) & (slots.length - 1);
    }
}
