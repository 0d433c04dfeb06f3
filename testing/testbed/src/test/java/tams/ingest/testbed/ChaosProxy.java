package tams.ingest.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A TCP proxy on the loopback that treats connections as a bad network does. Two daemon threads a connection. */
final class ChaosProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 16 << 10;
    private static final int BOTH = 2;
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    /** What happens to bytes on their way. */
    sealed interface Line {

        /** They go through. */
        record Fair() implements Line {}

        /** Nothing goes through, and nobody hears of it; what waits goes on once the line is another. */
        record Silent() implements Line {}

        /** Connections are reset as soon as they are made, or used. */
        record Refusing() implements Line {}

        /** Each piece of up to 16 KiB waits. */
        record Slow(Duration each) implements Line {}

        /** A connection is reset after so many bytes in either direction. */
        record CutAfter(long bytes) implements Line {}
    }

    static final Line FAIR = new Line.Fair();

    private final int target;
    private final ServerSocket server;
    private final Set<Pair> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger hits = new AtomicInteger();
    private volatile Line line = FAIR;

    /** A connection and the one that it stands for, with how much went through and which ways have come to their end. */
    private record Pair(Socket client, Socket behind, AtomicLong bytes, AtomicInteger endedWays) {

        void reset() {
            abort(client);
            abort(behind);
        }

        /** Both ways have ended: what is on them still arrives. */
        void close() {
            closeQuietly(client);
            closeQuietly(behind);
        }

        private static void abort(Socket socket) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                // It was closed by itself in this moment.
                return;
            }
            closeQuietly(socket);
        }

        private static void closeQuietly(Socket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                // It was closed by itself in this moment.
                return;
            }
        }
    }

    /** Stands for a port of the loopback. */
    ChaosProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        daemon("accept", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The line is like this from now on. */
    void become(Line other) {
        line = other;
    }

    /** Resets what is open. */
    void reset() {
        open.forEach(pair -> {
            hits.incrementAndGet();
            pair.reset();
        });
    }

    /** Ends the way to the clients of what is open; they may still send. */
    void halfClose() {
        open.forEach(pair -> {
            try {
                pair.client().shutdownOutput();
                hits.incrementAndGet();
            } catch (IOException e) {
                // It was closed by itself in this moment.
                return;
            }
        });
    }

    /** How many pieces or connections something was done to. */
    int hits() {
        return hits.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                client.setTcpNoDelay(true);
                if (line instanceof Line.Refusing) {
                    hits.incrementAndGet();
                    Pair.abort(client);
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                // The target is away, or we are closed; whoever called sees its connection end.
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Socket behind = new Socket(InetAddress.getLoopbackAddress(), target);
            behind.setTcpNoDelay(true);
            Pair pair = new Pair(client, behind, new AtomicLong(), new AtomicInteger());
            open.add(pair);
            daemon("to-behind", () -> pump(pair, client, behind));
            daemon("to-client", () -> pump(pair, behind, client));
        } catch (IOException e) {
            Pair.abort(client);
            throw e;
        }
    }

    private void pump(Pair pair, Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!passes(pair, read)) {
                    pair.reset();
                    break;
                }
                out.write(buffer, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            pair.reset();
        }
        if (pair.endedWays().incrementAndGet() == BOTH) {
            open.remove(pair);
            pair.close();
        }
    }

    private boolean passes(Pair pair, int read) {
        Line now = line;
        if (now instanceof Line.Silent) {
            hits.incrementAndGet();
            while (line instanceof Line.Silent && !server.isClosed()) {
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
        } else if (now instanceof Line.Refusing) {
            hits.incrementAndGet();
            return false;
        } else if (now instanceof Line.Slow slow) {
            hits.incrementAndGet();
            LockSupport.parkNanos(slow.each().toNanos());
        } else if (now instanceof Line.CutAfter cut && pair.bytes().addAndGet(read) > cut.bytes()) {
            hits.incrementAndGet();
            return false;
        }
        return true;
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, "chaos-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        open.forEach(Pair::reset);
    }

    /** A line's fault lasts; then it is fair again. */
    void suffers(Line fault, Duration howLong) throws InterruptedException {
        become(fault);
        TimeUnit.NANOSECONDS.sleep(howLong.toNanos());
        become(FAIR);
    }
}
