package tams.ingest.client;

import java.time.Duration;

/**
 * How long calls may take.
 *
 * @param connect until a connection stands, TLS included
 * @param read a whole GET, its body included
 * @param write a whole PUT or POST of metadata. Above 30 s: AWS's store may work on a request for so long, and a client
 *     that gives up earlier races its own first request
 * @param transferBase a whole upload or download, besides the time its bytes need
 * @param transferBytesPerSecond the slowest rate that is still waited for
 * @param stall how long no byte may move
 */
public record StoreLimits(
        Duration connect,
        Duration read,
        Duration write,
        Duration transferBase,
        long transferBytesPerSecond,
        Duration stall) {

    /** 10 s to connect, 30 s to read, 40 s to write, 60 s plus one second for each 64 KiB of media, 20 s of silence. */
    public static final StoreLimits DEFAULT = new StoreLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(40),
            Duration.ofMinutes(1),
            64 * 1024,
            Duration.ofSeconds(20));

    public StoreLimits {
        if (transferBytesPerSecond < 1) {
            throw new IllegalArgumentException("transferBytesPerSecond is not positive: " + transferBytesPerSecond);
        }
    }

    Duration transfer(long bytes) {
        return transferBase.plusSeconds(bytes / transferBytesPerSecond);
    }
}
