package tams.ingest.testbed;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Makes a process stand still, and go on: to all others it is neither dead nor alive. */
final class Signals {

    private static final int SENT_MAX_S = 10;

    private Signals() {}

    static void stop(Process process) throws IOException, InterruptedException {
        send("-STOP", process);
    }

    static void go(Process process) throws IOException, InterruptedException {
        send("-CONT", process);
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
        if (!kill.waitFor(SENT_MAX_S, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new AssertionError("cannot send " + signal + " to process " + process.pid());
        }
    }
}
