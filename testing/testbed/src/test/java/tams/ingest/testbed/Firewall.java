package tams.ingest.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Rules of the kernel for single ports of the loopback: packets that never arrive, as no proxy can make them, for a proxy
 * acknowledges what it swallows. Linux with iptables, as root.
 */
final class Firewall {

    private static final int COMMAND_MAX_S = 10;
    private static final String COMMENT = "tams-ingest-testbed";

    private final List<List<String>> rules = new ArrayList<>();

    /** Skips the test where rules cannot be made. */
    static Firewall open() throws Exception {
        Assumptions.assumeTrue(run(List.of("iptables", "-w", "-S", "INPUT")).exit() == 0, "needs iptables, and root");
        return new Firewall();
    }

    private record Ended(int exit, String out) {}

    /** Packets to a port vanish. */
    void swallow(int port) throws Exception {
        add(port, List.of("-j", "DROP"));
    }

    /** Some of the packets to a port vanish. */
    void lose(int port, int percent) throws Exception {
        String share = "0." + String.format("%02d", percent);
        add(port, List.of("-m", "statistic", "--mode", "random", "--probability", share, "-j", "DROP"));
    }

    /** Packets to a port are answered with a reset. */
    void reset(int port) throws Exception {
        add(port, List.of("-j", "REJECT", "--reject-with", "tcp-reset"));
    }

    private void add(int port, List<String> action) throws Exception {
        List<String> rule = new ArrayList<>(
                List.of("-i", "lo", "-p", "tcp", "--dport", "" + port, "-m", "comment", "--comment", COMMENT));
        rule.addAll(action);
        change("-I", rule);
        rules.add(rule);
    }

    private static void change(String how, List<String> rule) throws Exception {
        List<String> command = new ArrayList<>(List.of("iptables", "-w", how, "INPUT"));
        command.addAll(rule);
        Ended ended = run(command);
        if (ended.exit() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + ended.out());
        }
    }

    private static Ended run(List<String> command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(COMMAND_MAX_S, TimeUnit.SECONDS)
                    ? new Ended(process.exitValue(), out)
                    : new Ended(-1, "no end within " + COMMAND_MAX_S + " s");
        } catch (IOException e) {
            // There is no such command here.
            return new Ended(-1, e.toString());
        }
    }

    /** How many packets met one of our rules since it was made. */
    long hits() throws InterruptedException {
        return run(List.of("iptables", "-w", "-n", "-v", "-x", "-L", "INPUT"))
                .out()
                .lines()
                .filter(line -> line.contains(COMMENT))
                .mapToLong(line -> Long.parseLong(line.strip().split(" +", 2)[0]))
                .sum();
    }

    /** All packets arrive again. */
    void lift() throws Exception {
        for (List<String> rule : rules) {
            change("-D", rule);
        }
        rules.clear();
    }
}
