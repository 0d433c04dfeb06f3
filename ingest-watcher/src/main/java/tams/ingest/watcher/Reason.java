package tams.ingest.watcher;

import java.util.Optional;
import java.util.UUID;
import tams.ingest.contracts.Outcome;

/** The text that lies beside a file in quarantine: what it is, what is wrong with it, what to do. */
final class Reason {

    private Reason() {}

    /**
     * The whole text.
     *
     * @param refusal the ledger's whole line; empty when it is too long ago
     */
    static String of(FoundFile file, UUID arrival, Ledger.Line line, Optional<Outcome> refusal) {
        StringBuilder text = new StringBuilder();
        add(text, "feed", file.claim().feed());
        add(text, "path", FileNames.shown(file.folder() + "/" + file.name()));
        refusal.ifPresent(known -> {
            add(text, "bytes", Long.toString(known.file().bytes()));
            add(text, "sha256", known.file().sha256());
        });
        add(text, "arrival", arrival.toString());
        add(text, "state", line.state().toString());
        refusal.ifPresent(known -> {
            add(text, "cause", String.valueOf(known.cause()));
            add(text, "reason", String.valueOf(known.reason()));
            if (known.other() != null) {
                add(text, "other arrival", known.other().toString());
            }
            known.timeranges().forEach(timerange -> add(text, "timerange", timerange.toString()));
        });
        add(
                text,
                "decided",
                refusal.map(known -> known.at().toString()).orElse(line.day().toString()));
        add(text, "what to do", advice(line.state()));
        return text.toString();
    }

    private static String advice(Outcome.State state) {
        return switch (state) {
            case CONFLICT ->
                "the feed's time is taken by the other arrival, which stays; if this file is the right one,"
                        + " delete that segment in the store and drop this file again under another name";
            case SOURCE_LOST ->
                "it could not be read, or was changed, while it was stored; drop it again under another name";
            case PENDING, PARKED, REGISTERED, DUPLICATE, POISON ->
                "correct what the reason names, then drop the file again" + " under another name; or delete it here";
        };
    }

    private static void add(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append('\n');
    }
}
