package tams.ingest.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A way to a server of HTTP/1.1 on this machine that takes its time: a delay for every connection, and one for every
 * request. A request begins where bytes come from the client after bytes went to it.
 *
 * <p>Addresses that travel over it may be rewritten, so that a client that was told one goes another slow way too.
 */
final class SlowWire implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    /**
     * One address for another of the same length, so that no length in a message changes.
     *
     * @param from as the server knows it
     * @param to as the client does
     */
    record Alias(String from, String to) {

        Alias {
            if (from.length() != to.length()) {
                throw new IllegalArgumentException(from + " and " + to + " differ in length");
            }
        }
    }

    private final ServerSocket door;
    private final int target;
    private final Duration delay;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Alias alias = new Alias("", "");

    private SlowWire(ServerSocket door, int target, Duration delay) {
        this.door = door;
        this.target = target;
        this.delay = delay;
    }

    static SlowWire to(int target, Duration delay) throws IOException {
        ServerSocket door = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        SlowWire wire = new SlowWire(door, target, delay);
        start("slow-wire", wire::accept);
        return wire;
    }

    /** Rewrites an address in answers, and back in the head of requests. */
    void rewrites(Alias other) {
        alias = other;
    }

    int port() {
        return door.getLocalPort();
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                start("slow-wire-connection", () -> connect(client));
            }
        } catch (IOException e) {
            // Closed: nobody is let in any more.
            return;
        }
    }

    private void connect(Socket client) {
        LockSupport.parkNanos(delay.toNanos());
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            sockets.add(client);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            AtomicBoolean answered = new AtomicBoolean(true);
            start("slow-wire-answers", () -> answers(server, client, answered));
            requests(client, server, answered);
        } catch (IOException e) {
            // One side has ended the connection, which ends it for the other.
            return;
        } finally {
            sockets.remove(client);
        }
    }

    private void requests(Socket client, Socket server, AtomicBoolean answered) throws IOException {
        InputStream in = client.getInputStream();
        OutputStream out = server.getOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (answered.getAndSet(false)) {
                LockSupport.parkNanos(delay.toNanos());
                replace(buffer, read, alias.to(), alias.from());
            }
            out.write(buffer, 0, read);
        }
    }

    private void answers(Socket server, Socket client, AtomicBoolean answered) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                answered.set(true);
                replace(buffer, read, alias.from(), alias.to());
                out.write(buffer, 0, read);
            }
            client.shutdownOutput();
        } catch (IOException e) {
            // One side has ended the connection.
            return;
        }
    }

    /** Puts one text for another of the same length, wherever it lies in the bytes. */
    static void replace(byte[] bytes, int length, String from, String to) {
        byte[] wanted = from.getBytes(StandardCharsets.US_ASCII);
        byte[] put = to.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; wanted.length > 0 && at + wanted.length <= length; at++) {
            int same = 0;
            while (same < wanted.length && bytes[at + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                System.arraycopy(put, 0, bytes, at, put.length);
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
