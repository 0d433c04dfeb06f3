package tams.ingest.registrar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.testbed.NastyStore;

/** The drop folder, real, whose files go and change and come back; whole again once closed. */
final class SimDisk implements NastyStore.Disk, AutoCloseable {

    private final SimPlans plans;
    private final Path away;
    private final Set<String> gone = new HashSet<>();
    private final Set<String> changed = new HashSet<>();
    private final Set<String> unreadable = new HashSet<>();
    private final Set<String> dueBack = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> archived = new HashSet<>();
    private boolean mounted = true;

    SimDisk(SimPlans plans) {
        this.plans = plans;
        this.away = plans.root().resolveSibling(plans.root().getFileName() + ".away");
    }

    private Path file(String path) {
        return plans.root().resolve(path);
    }

    private Path hidden(String path) {
        return plans.root().resolve(path + ".gone");
    }

    /** The bytes as announced, or others of the same length. */
    @Override
    public byte[] read(Path file) throws IOException {
        String path = plans.root().relativize(file).toString();
        if (!mounted || gone.contains(path)) {
            throw new NoSuchFileException(path);
        }
        if (unreadable.contains(path)) {
            throw new IOException("Input/output error");
        }
        byte[] bytes = plans.bytes(path).clone();
        if (changed.contains(path)) {
            bytes[0] ^= 1;
        }
        return bytes;
    }

    boolean isMounted() {
        return mounted;
    }

    private boolean isUntouched(ChunkFile file) {
        return mounted
                && !gone.contains(file.path())
                && !changed.contains(file.path())
                && !unreadable.contains(file.path());
    }

    /** For a while. @return whether the file was there */
    boolean remove(ChunkFile file) {
        boolean there = isUntouched(file);
        if (there) {
            move(file(file.path()), hidden(file.path()));
            gone.add(file.path());
        }
        return there;
    }

    /** For good, by somebody who had better not. @return whether the file was there */
    boolean take(ChunkFile file) {
        boolean there = remove(file);
        if (there) {
            taken.add(file.path());
        }
        return there;
    }

    /** For good, because its segments are in the store. */
    void archive(ChunkFile file) {
        if (remove(file)) {
            archived.add(file.path());
        }
    }

    /** For a while. @return whether the file was there */
    boolean change(ChunkFile file) {
        return isUntouched(file) && changed.add(file.path());
    }

    /** For a while: it is there, and cannot be read. @return whether it was as it should be */
    boolean damage(ChunkFile file) {
        return isUntouched(file) && unreadable.add(file.path());
    }

    boolean isTaken(ChunkFile file) {
        return taken.contains(file.path());
    }

    void unmount() {
        move(plans.root(), away);
        mounted = false;
    }

    void mount() {
        if (!mounted) {
            move(away, plans.root());
            mounted = true;
            List.copyOf(dueBack).forEach(this::restore);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void restore(ChunkFile file) {
        restore(file.path());
    }

    private void restore(String path) {
        if (taken.contains(path) || archived.contains(path)) {
            return;
        }
        if (!mounted) {
            dueBack.add(path);
            return;
        }
        dueBack.remove(path);
        changed.remove(path);
        unreadable.remove(path);
        if (gone.remove(path)) {
            move(hidden(path), file(path));
        }
    }

    /** Everything is as it was, but what is gone for good. */
    void restore() {
        mount();
        List.copyOf(gone).forEach(this::restore);
        changed.clear();
        unreadable.clear();
    }

    @Override
    public void close() {
        taken.clear();
        archived.clear();
        restore();
    }
}
