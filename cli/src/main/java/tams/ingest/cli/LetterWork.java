package tams.ingest.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.OperatorActed;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TemporaryException;

/**
 * Puts letters back or declares them done with, one after the other, each noted before the next begins, so that the
 * command may be stopped anywhere and repeated.
 */
final class LetterWork {

    private static final long SECOND_NS = 1_000_000_000L;

    /**
     * What came of it.
     *
     * @param done the letters' ids
     * @param skipped why each of the others stays
     */
    record Result(List<DeadLetter> done, Map<DeadLetter, String> skipped) {

        Map<String, Object> json(OperatorActed.Action action, boolean dryRun) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("action", action);
            json.put("dry_run", dryRun);
            json.put("done", done.stream().map(DeadLetter::id).toList());
            List<Map<String, String>> stay = new ArrayList<>();
            skipped.forEach((letter, why) -> stay.add(Map.of("id", letter.id(), "why", why)));
            json.put("skipped", stay);
            return json;
        }
    }

    private final Settings settings;
    private final Clock clock;
    private final @Nullable String reason;
    private final boolean dryRun;

    LetterWork(Settings settings, Clock clock, @Nullable String reason, boolean dryRun) {
        this.settings = settings;
        this.clock = clock;
        this.reason = reason;
        this.dryRun = dryRun;
    }

    /**
     * Puts back what may go back. The record goes first: a crash before the note repeats it, which the registrar takes
     * for the same.
     *
     * @param ratePerSecond at most so many letters a second
     */
    Result redrive(List<DeadLetter> letters, Redrive rules, int ratePerSecond) {
        Map<DeadLetter, String> skipped = new LinkedHashMap<>();
        letters.forEach(letter -> rules.objection(letter).ifPresent(why -> skipped.put(letter, why)));
        List<DeadLetter> due =
                letters.stream().filter(letter -> !skipped.containsKey(letter)).toList();
        if (!dryRun && !due.isEmpty()) {
            try (Audit audit = Audit.open(settings)) {
                long start = System.nanoTime();
                for (int i = 0; i < due.size(); i++) {
                    waitUntil(start + i * SECOND_NS / ratePerSecond);
                    DeadLetter letter = due.get(i);
                    audit.act(Redrive.record(letter));
                    note(audit, letter, OperatorActed.Action.REDRIVE, letter.replays() + 1);
                }
            }
        }
        return new Result(due, skipped);
    }

    Result discard(List<DeadLetter> letters) {
        if (!dryRun && !letters.isEmpty()) {
            try (Audit audit = Audit.open(settings)) {
                letters.forEach(letter -> note(audit, letter, OperatorActed.Action.DISCARD, null));
            }
        }
        return new Result(letters, Map.of());
    }

    private void note(Audit audit, DeadLetter letter, OperatorActed.Action action, @Nullable Integer replays) {
        audit.note(new OperatorActed(
                letter.feed(), action, Audit.operator(), letter.place(replays), reason, clock.instant()));
    }

    private static void waitUntil(long nanos) {
        try {
            long left = nanos - System.nanoTime();
            if (left > 0) {
                TimeUnit.NANOSECONDS.sleep(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TemporaryException("interrupted: repeat the command for the rest", e);
        }
    }
}
