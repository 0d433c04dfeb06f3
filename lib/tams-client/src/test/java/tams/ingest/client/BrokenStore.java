package tams.ingest.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A server below HTTP's manners: it takes one request as bytes and then does what a test says to the connection. */
final class BrokenStore implements AutoCloseable {

    /** What happens after the request's head was read. */
    interface Behaviour {
        void take(BrokenStore store, Socket connection) throws IOException, InterruptedException;
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final CountDownLatch over = new CountDownLatch(1);

    BrokenStore(Behaviour behaviour) throws IOException {
        Thread thread = new Thread(() -> serve(behaviour), "broken-store");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Behaviour behaviour) {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                readHead(connection.getInputStream());
                behaviour.take(this, connection);
            } catch (IOException | InterruptedException e) {
                // The connection ended as the test meant it to, or the client went away first.
            }
        }
    }

    private static void readHead(InputStream request) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = request.read();
            if (next < 0) {
                throw new IOException("the request ended within its head");
            }
            head.append((char) next);
        }
    }

    /** Blocks until the test is over. */
    void untilOver() throws InterruptedException {
        over.await();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        over.countDown();
        server.close();
    }
}
