package tams.ingest.router;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import tams.ingest.kit.ConfigException;

/** The name under which a router is a member of its group: made once, kept beside the state it belongs to. */
final class InstanceId {

    private static final String FILE = "instance-id";

    private InstanceId() {}

    /** Reads the id, or makes one. @throws ConfigException when the folder cannot be written */
    static String in(Path stateDir) {
        Path file = stateDir.resolve(FILE);
        try {
            if (Files.exists(file)) {
                String known = Files.readString(file).strip();
                if (known.matches("router-[0-9a-f-]{36}")) {
                    return known;
                }
            }
            return made(stateDir, file);
        } catch (IOException e) {
            throw new ConfigException("router.state_dir " + stateDir + " cannot be written ("
                    + e.getClass().getSimpleName() + "): make the folder writable or choose another");
        }
    }

    private static String made(Path stateDir, Path file) throws IOException {
        Files.createDirectories(stateDir);
        String id = "router-" + UUID.randomUUID();
        Path draft = stateDir.resolve(FILE + ".tmp");
        Files.writeString(draft, id);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return id;
    }
}
