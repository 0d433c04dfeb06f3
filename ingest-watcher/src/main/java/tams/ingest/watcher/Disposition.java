package tams.ingest.watcher;

import java.time.LocalDate;
import java.util.Locale;
import tams.ingest.contracts.Outcome;

/** What becomes of a file whose arrival has a line in the ledger. */
sealed interface Disposition {

    /** It stays where it is and is looked at again. */
    record Wait() implements Disposition {}

    /** It stays for good and is never announced again. */
    record Keep() implements Disposition {}

    record Delete() implements Disposition {}

    /** It goes to the archive, into the folder of a day. */
    record Archive(LocalDate day) implements Disposition {}

    /** It goes to the quarantine, into the folder of a word. */
    record Quarantine(String word) implements Disposition {}

    /**
     * What a line asks for.
     *
     * @param cause the ledger's word for what is wrong; empty when it is not known any more
     */
    static Disposition of(Ledger.Line line, String cause) {
        return switch (line.state()) {
            case PENDING, PARKED -> new Wait();
            case REGISTERED, DUPLICATE ->
                switch (line.after()) {
                    case ARCHIVE -> new Archive(line.day());
                    case DELETE -> new Delete();
                    case KEEP -> new Keep();
                };
            case CONFLICT, SOURCE_LOST -> new Quarantine(line.state().toString());
            case POISON -> new Quarantine(word(cause, line.state()));
        };
    }

    /** A cause becomes a folder's name only if it looks like one of ours. */
    private static String word(String cause, Outcome.State state) {
        return cause.matches("[A-Z][A-Z0-9_]{0,31}") ? cause.toLowerCase(Locale.ROOT) : state.toString();
    }
}
