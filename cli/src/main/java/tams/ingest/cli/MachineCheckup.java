package tams.ingest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the machine and the environment have to say: proxies, memory, file events. */
final class MachineCheckup {

    private static final Path WATCHES = Path.of("/proc/sys/fs/inotify/max_user_watches");
    private static final Path MEMORY_LIMIT = Path.of("/sys/fs/cgroup/memory.max");

    /** A watch is one folder: this is a thousand feeds, and others on the machine need some too. */
    private static final long WATCHES_MIN = 8_192;

    private MachineCheckup() {}

    static List<Finding> of(Map<String, String> environment) {
        List<Finding> findings = new ArrayList<>();
        findings.add(proxies(environment));
        number(WATCHES).ifPresent(watches -> findings.add(watches(watches)));
        number(MEMORY_LIMIT)
                .ifPresent(limit -> findings.add(memory(Runtime.getRuntime().maxMemory(), limit)));
        return findings;
    }

    /** Java does not read these, which surprises whoever set them. */
    static Finding proxies(Map<String, String> environment) {
        List<String> set = Stream.of("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY")
                .filter(environment::containsKey)
                .toList();
        return set.isEmpty()
                ? Finding.ok("proxy", "none set")
                : Finding.warning(
                        "proxy",
                        String.join(", ", set) + " is set, and not used: Java has its own settings",
                        "JAVA_OPTS=-Dhttps.proxyHost=… -Dhttps.proxyPort=… where the store is behind a proxy");
    }

    static Finding watches(long watches) {
        return watches >= WATCHES_MIN
                ? Finding.ok("file-events", watches + " watches")
                : Finding.warning(
                        "file-events",
                        "this user may watch " + watches + " folders; the others are looked at every drop.scan",
                        "sysctl fs.inotify.max_user_watches=65536");
    }

    static Finding memory(long heap, long limit) {
        return heap < limit - limit / 5
                ? Finding.ok("memory", "a heap of " + Sizes.text(heap) + " within " + Sizes.text(limit))
                : Finding.warning(
                        "memory",
                        "a heap of " + Sizes.text(heap) + " in a container of " + Sizes.text(limit)
                                + " leaves no room for buffers: the kernel will end the process",
                        "give it a fifth more than -Xmx, or less -Xmx in JAVA_OPTS");
    }

    private static OptionalLong number(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
        } catch (IOException e) {
            // Not Linux, or not to be seen: then nobody knows better.
            return OptionalLong.empty();
        }
    }
}
