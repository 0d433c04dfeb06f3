package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;

/** The ledger's topic with its dead letters, as all registrars have written them, and each registrar's view of it. */
final class SimLedger {

    /** A line in the topic. */
    record Written(int process, SegmentPlanned plan, RegistrationEffect.Line line) {}

    /** A dead letter. */
    record Letter(SegmentPlanned plan, RegistrationEffect.DeadLetter letter) {}

    final List<Written> lines = new ArrayList<>();
    final List<Letter> letters = new ArrayList<>();
    private final Consumer<SegmentPlanned> registered;

    /** An empty one; {@code registered} hears of each line that says so. */
    SimLedger(Consumer<SegmentPlanned> registered) {
        this.registered = registered;
    }

    /** What one registrar knows of the ledger, under the rules of {@link Ledger}. */
    final class View {

        private final int process;
        private final Map<UUID, Outcome.State> states = new HashMap<>();
        private final Set<UUID> flows = new HashSet<>();
        private int read;

        View(int process) {
            this.process = process;
            read();
        }

        /** Reads on to the end. */
        void read() {
            while (read < lines.size()) {
                Written written = lines.get(read++);
                if (mayBecome(written.plan(), written.line())) {
                    remember(written);
                }
            }
        }

        private boolean mayBecome(SegmentPlanned plan, RegistrationEffect.Line line) {
            return stateOf(plan).map(state -> state.mayBecome(line.state())).orElse(true);
        }

        private void remember(Written written) {
            states.put(written.plan().arrival(), written.line().state());
            if (written.line().state() == Outcome.State.REGISTERED) {
                flows.add(written.plan().flowId());
            }
        }

        private Optional<Outcome.State> stateOf(SegmentPlanned plan) {
            return Optional.ofNullable(states.get(plan.arrival()));
        }

        boolean hasEnded(SegmentPlanned plan) {
            return stateOf(plan).filter(Outcome.State::isTerminal).isPresent();
        }

        boolean hasSegments(UUID flow) {
            return flows.contains(flow);
        }

        /** The first line, unless there is one. */
        void begin(SegmentPlanned plan) {
            if (stateOf(plan).isEmpty()) {
                write(plan, new RegistrationEffect.Line(Outcome.State.PENDING, null, null, null, 0));
            }
        }

        void note(SegmentPlanned plan, RegistrationEffect.Note note) {
            if (note instanceof RegistrationEffect.DeadLetter letter && !hasEnded(plan)) {
                letters.add(new Letter(plan, letter));
            } else if (note instanceof RegistrationEffect.Line line && mayBecome(plan, line)) {
                write(plan, line);
            }
        }

        private void write(SegmentPlanned plan, RegistrationEffect.Line line) {
            Written written = new Written(process, plan, line);
            lines.add(written);
            remember(written);
            if (line.state() == Outcome.State.REGISTERED) {
                registered.accept(plan);
            }
        }
    }
}
