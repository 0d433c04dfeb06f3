package tams.ingest.testbed;

import static java.util.Objects.requireNonNull;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.ClassPrepareRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * {@code tams-ingest run SERVICE} as a process of its own, which ends by kill -9 alone: when asked to, or as soon as it
 * comes to a {@link CrashPoint}. A debugger's breakpoint stops it there, so nothing in it knows of crash points.
 */
final class ServiceProcess implements AutoCloseable {

    private static final int END_MAX_S = 30;

    /** Until it is at work; on a busy machine most of a kill's time. */
    private static final Duration START_MAX = Duration.ofMinutes(1);

    /** What each service makes when it has read its settings. */
    private static final String AT_WORK = "org.apache.kafka.clients.producer.KafkaProducer";

    private static final String HEAP = "-Xmx256m";

    private final Process process;

    private ServiceProcess(Process process) {
        this.process = process;
    }

    /** Starts one and leaves it running. */
    static ServiceProcess start(String service, Path folder, Map<String, String> environment) throws IOException {
        return new ServiceProcess(launch(service, folder, environment, List.of()));
    }

    /**
     * Starts one and kills it.
     *
     * @param at where
     * @param time at which of the times that it comes there, from 1
     * @param patience after which it is killed wherever it is, from when it is at work
     * @return whether it came there
     */
    static boolean killedAt(CrashPoint at, int time, Duration patience, Path folder, Map<String, String> environment)
            throws Exception {
        ListeningConnector connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(one -> one.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        requireNonNull(arguments.get("localAddress")).setValue("127.0.0.1");
        requireNonNull(arguments.get("port")).setValue("0");
        String address = connector.startListening(arguments);
        String port = address.substring(address.lastIndexOf(':') + 1);
        String debugged = "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=127.0.0.1:" + port;
        try (ServiceProcess service =
                new ServiceProcess(launch(at.service(), folder, environment, List.of(debugged)))) {
            return service.runs() && isReached(connector.accept(arguments), at, time, patience);
        } finally {
            connector.stopListening(arguments);
        }
    }

    private static Process launch(String service, Path folder, Map<String, String> environment, List<String> options)
            throws IOException {
        List<String> command = new ArrayList<>(CommandLineProcess.command(HEAP, "run", service));
        command.addAll(1, options);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(log(service, folder).toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("TAMS_INGEST_OPS_PORT", "0");
        return builder.start();
    }

    /** Runs the process until it stands at the point for the wanted time; it stands still then. */
    private static boolean isReached(VirtualMachine machine, CrashPoint at, int time, Duration patience)
            throws InterruptedException {
        for (String name : new TreeSet<>(List.of(at.className(), AT_WORK))) {
            ClassPrepareRequest prepared = machine.eventRequestManager().createClassPrepareRequest();
            prepared.addClassFilter(name);
            prepared.enable();
        }
        machine.classesByName(at.className()).forEach(type -> stopAt(machine, type, at));
        machine.resume();
        long deadline = System.nanoTime() + START_MAX.toNanos();
        int left = time;
        try {
            for (long rest = START_MAX.toMillis();
                    rest > 0;
                    rest = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())) {
                EventSet events = machine.eventQueue().remove(rest);
                for (Event event : events == null ? List.<Event>of() : events) {
                    if (event instanceof ClassPrepareEvent preparation) {
                        String name = preparation.referenceType().name();
                        deadline = name.equals(AT_WORK) ? System.nanoTime() + patience.toNanos() : deadline;
                        if (name.equals(at.className())) {
                            stopAt(machine, preparation.referenceType(), at);
                        }
                    } else if (event instanceof BreakpointEvent stop
                            && isCalledFrom(stop.thread(), at)
                            && --left == 0) {
                        return true;
                    }
                }
                if (events != null) {
                    events.resume();
                }
            }
        } catch (VMDisconnectedException e) {
            throw new AssertionError("it ended by itself before it came to: " + at, e);
        }
        return false;
    }

    private static void stopAt(VirtualMachine machine, ReferenceType type, CrashPoint at) {
        for (Method method : type.methodsByName(at.method())) {
            if (!method.isAbstract() && !method.isNative()) {
                try {
                    Location first = method.allLineLocations().get(0);
                    machine.eventRequestManager().createBreakpointRequest(first).enable();
                } catch (AbsentInformationException e) {
                    machine.eventRequestManager()
                            .createBreakpointRequest(method.location())
                            .enable();
                }
            }
        }
    }

    private static boolean isCalledFrom(ThreadReference thread, CrashPoint at) {
        try {
            return at.caller().isEmpty()
                    || thread.frame(1).location().declaringType().name().equals(at.caller());
        } catch (IncompatibleThreadStateException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path log(String service, Path folder) {
        return folder.resolve(service + ".log");
    }

    boolean runs() {
        return process.isAlive();
    }

    /** The process itself, for its signals. */
    Process process() {
        return process;
    }

    /** kill -9 after a while; fails when it ends by itself before that. */
    void diesAfter(long millis) throws InterruptedException {
        if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the process ended by itself: " + process.exitValue());
        }
        close();
    }

    /** kill -9, and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(END_MAX_S, TimeUnit.SECONDS)) {
                throw new AssertionError("the process did not end within " + END_MAX_S + " s of kill -9");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
