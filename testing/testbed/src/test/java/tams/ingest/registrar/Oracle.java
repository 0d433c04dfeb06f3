package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.Segment;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.testbed.NastyAudit;

/**
 * Judges a schedule by what the store has and ever wrote, and by the ledger; not by what anybody believes.
 *
 * <p>What must hold: each plan's segments are there exactly once, with the bytes that were announced; nothing else is;
 * nothing overlaps; each arrival ends in one state, the one that its way deserves; no secret is written down.
 */
final class Oracle {

    private final NastyAudit audit;
    private final SimLedger ledger;
    private final Map<UUID, List<Segment>> segments;
    private final List<String> faults = new ArrayList<>();

    Oracle(NastyAudit audit, SimLedger ledger) {
        this.audit = audit;
        this.ledger = ledger;
        this.segments = audit.segments();
    }

    List<String> faults() {
        return faults;
    }

    void fault(String words) {
        faults.add(words);
    }

    private List<Segment> of(UUID flow) {
        return segments.getOrDefault(flow, List.of());
    }

    /**
     * Judges what became of a plan.
     *
     * @param occupied whether somebody else holds its time
     * @param taken whether its file is gone for good
     */
    void judge(SegmentPlanned plan, boolean occupied, boolean taken) {
        Outcome.State state = stateOf(plan);
        judgeTerminals(plan, taken);
        boolean lettered = ledger.letters.stream()
                .anyMatch(letter -> letter.plan().arrival().equals(plan.arrival()));
        if (state == Outcome.State.REGISTERED && !occupied) {
            plan.segments().forEach(segment -> judge(plan, segment.timerange()));
        } else if (state == Outcome.State.CONFLICT && occupied) {
            // As it should be.
            return;
        } else if (state != Outcome.State.SOURCE_LOST || !taken) {
            fault(plan.file().path() + " ended as " + state + lastLine(plan));
        }
        if (lettered && state == Outcome.State.REGISTERED && !taken) {
            fault(plan.file().path() + " is registered and among the dead letters");
        }
        if (!lettered && state != Outcome.State.REGISTERED) {
            fault(plan.file().path() + " is not registered and not among the dead letters");
        }
    }

    private void judge(SegmentPlanned plan, TimeRange range) {
        List<Segment> there = of(plan.flowId()).stream()
                .filter(segment -> segment.timerange().equals(range))
                .toList();
        if (there.size() != 1) {
            fault(plan.file().path() + " is " + there.size() + " times at " + range);
            return;
        }
        String objectId = there.get(0).objectId();
        Optional<String> sha256 = audit.sha256(objectId);
        if (!sha256.equals(Optional.of(plan.file().sha256()))) {
            fault(plan.file().path() + " at " + range + " is object " + objectId + ", which has "
                    + sha256.map(any -> "other bytes").orElse("no bytes"));
        }
    }

    private String lastLine(SegmentPlanned plan) {
        return linesOf(plan)
                .reduce((first, second) -> second)
                .map(line -> ", last " + line)
                .orElse(", with no line");
    }

    private Stream<RegistrationEffect.Line> linesOf(SegmentPlanned plan) {
        return ledger.lines.stream()
                .filter(written -> written.plan().arrival().equals(plan.arrival()))
                .map(SimLedger.Written::line);
    }

    /** As every reader of the ledger takes it: forward only. */
    private Outcome.@Nullable State stateOf(SegmentPlanned plan) {
        return linesOf(plan)
                .map(RegistrationEffect.Line::state)
                .reduce((state, next) -> state.mayBecome(next) ? next : state)
                .orElse(null);
    }

    /** What is there besides, what overlaps, and what is said. */
    void judgeTheWhole(List<SegmentPlanned> plans) {
        Set<String> planned = new HashSet<>();
        plans.forEach(
                plan -> plan.segments().forEach(segment -> planned.add(plan.flowId() + " " + segment.timerange())));
        for (String write : audit.writes()) {
            if (!planned.contains(write.substring(0, write.lastIndexOf(' ')))) {
                fault("nobody planned " + write);
            }
        }
        segments.values().forEach(this::judgeOverlaps);
        Stream<String> said = Stream.concat(
                ledger.lines.stream().map(written -> String.valueOf(written.line())),
                ledger.letters.stream().map(letter -> String.valueOf(letter.letter())));
        said.filter(Objects::nonNull)
                .filter(words -> words.contains(NastyAudit.SIGNATURE) || words.contains("unexpected"))
                .forEach(words -> fault("must not be said: " + words));
    }

    /**
     * A reader that sees only the last line has to come to the same as one that saw all, unless somebody takes a file away
     * while two registrars are at it: then one may have it and the other may not.
     */
    private void judgeTerminals(SegmentPlanned plan, boolean taken) {
        List<Outcome.State> ends = linesOf(plan)
                .map(RegistrationEffect.Line::state)
                .filter(Outcome.State::isTerminal)
                .distinct()
                .toList();
        if (ends.size() > 1 && !taken) {
            fault(plan.file().path() + " has come to " + ends);
        }
    }

    private void judgeOverlaps(List<Segment> listed) {
        for (int one = 0; one < listed.size(); one++) {
            for (int other = one + 1; other < listed.size(); other++) {
                if (listed.get(one).timerange().overlaps(listed.get(other).timerange())) {
                    fault(listed.get(one) + " overlaps " + listed.get(other));
                }
            }
        }
    }
}
