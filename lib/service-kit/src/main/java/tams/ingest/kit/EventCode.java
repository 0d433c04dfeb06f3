package tams.ingest.kit;

import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Every warning and error that a service logs, by a code that stays: {@code TI-1xxx} ingest-watcher, {@code TI-2xxx}
 * segmenter-router, {@code TI-3xxx} registrar, {@code TI-4xxx} whatever runs. The table of runbooks in docs/operations.md
 * is made from it.
 */
public enum EventCode {
    DROP_FOLDER_GONE(
            1101,
            "The drop folder or its bucket cannot be listed. Nothing is announced, moved or taken for deleted.",
            "Mount it, or give the rights back; it goes on by itself."),
    CHUNKS_NOT_TAKEN(1102, "Kafka does not take announcements. Files stay.", "`doctor`; mend the way to Kafka."),
    FILE_UNREADABLE(
            1103,
            "A finished file cannot be read. Others go on.",
            "Give the watcher's user the right to read it; look at the disk."),
    FILE_STAYS(
            1104,
            "A file that is done with cannot be moved or removed. It is tried again.",
            "Space and rights of archive and quarantine."),
    FILE_QUARANTINED(1105, "A refused file was moved to the quarantine.", "Read the `.reason.txt` beside it."),
    FILE_CHANGED(
            1106,
            "A file has other bytes than those that were registered, so it was kept.",
            "Find out who writes to finished files."),
    ENTRY_IGNORED(
            1107,
            "Something in the drop folder is no chunk: a link, a file beside the feeds' folders, a name that is no text.",
            "Move or rename it."),
    NO_FILE_EVENTS(
            1108,
            "The system gives no file events, so that new files are found every `drop.scan` only.",
            "Raise `fs.inotify.max_user_watches`, or leave it: nothing is missed."),
    FOLDER_CLAIMED_TWICE(
            1109, "Two feeds claim one folder; the newer one has it.", "Mend `feeds.yaml`, `feeds apply`."),
    NO_TIME_IN_PLAYLIST(
            1110,
            "A feed with `anchor: pdt` has no playlist that gives a time.",
            "Let the encoder write EXT-X-PROGRAM-DATE-TIME, or choose another `anchor`."),
    FILE_NOT_LISTED(
            1111,
            "A feed with `complete: list` has a file that no list names.",
            "Let the encoder write its list, or choose another `complete`."),
    STAGED_COPY_STAYS(
            1112,
            "Staged copies that have served cannot be removed. It is tried again.",
            "Rights to delete in `drop.staging`."),
    SCANNER_ENDED(
            1113,
            "The scanner's thread died or did not stop.",
            "Nothing: the process ends and its supervisor starts it again. Report it with its stack trace."),
    WATCHER_DEFECT(
            1901, "An error of ingest-watcher's own; it goes on with the rest.", "Report it with its stack trace."),
    FORM_CHANGED(2101, "A feed's media has another form; another Flow goes on.", "Nothing if it was meant."),
    CLOCK_DRIFTS(
            2102,
            "A name's or a playlist's clock and the PTS run apart; the PTS counts.",
            "Look at the encoder's clock."),
    NO_CLOCK(
            2103,
            "A feed with `origin: wallclock` has neither times in names nor a playlist; its files' times anchor it.",
            "Choose names or a playlist with times."),
    LEAP_SECONDS_OLD(2104, "The table of leap seconds is past its date.", "Update tams-ingest."),
    NO_PLACE(
            2105,
            "A chunk's times cannot be computed; it is refused.",
            "Read its line in the ledger; report it with the file."),
    ROUTER_THREAD_REPLACED(
            2106,
            "A stream thread met an error and was replaced; its work is done again.",
            "Nothing, unless it goes on: then `doctor`."),
    ROUTER_ENDS(
            2107,
            "segmenter-router cannot go on.",
            "Its supervisor starts it again; `topics diff` where a topic is gone."),
    ROUTER_STOPPED_LATE(
            2108, "segmenter-router did not stop in time. What it had not committed is done again.", "Nothing."),
    STATE_LOST(
            2109,
            "What segmenter-router knew of a feed is gone. It asked where the feed ends and goes on there.",
            "Find out where its state folder and its changelog topics went."),
    CHUNK_LET_GO(
            2110,
            "Too many chunks wait to hear where their feed ends; ingest-watcher announces this one again.",
            "Let a registrar run, and reach its store."),
    STATE_FOLDER_DOUBTED(
            2111, "The state folder lies where systems empty folders.", "Set `router.state_dir` to one that lasts."),
    STORE_CALL_FAILED(
            3101,
            "A call to the store failed, for the `reason` given; logged once a minute of its kind.",
            "`doctor`; [when something is wrong](#when-something-is-wrong)."),
    DEAD_LETTER(3102, "A record was put on the dead letters.", "[Dead letters](#dead-letters)."),
    CHUNK_WAITS(3103, "A chunk was put on a topic on which it waits.", "[What waits](#what-waits)."),
    KAFKA_WRITE_FAILED(
            3104, "Kafka did not take a record of registrar's.", "`doctor`; what was not written is done again."),
    KAFKA_READ_FAILED(3105, "Kafka did not answer a poll or a commit.", "Nothing, unless it goes on: then `doctor`."),
    PLANS_LOST(
            3106,
            "Plans were deleted unread, or their topic was made anew.",
            "Nothing: the watcher announces again what has no terminal line. Raise the topic's retention (`topics diff`)."),
    PARKED_UNREADABLE(
            3107, "Plans on `ingest.parked` cannot be read. It is tried again.", "Rights to read that topic."),
    QUARANTINE_UNREADABLE(
            3108,
            "The quarantine cannot be read, so that dead letters do not find their files there.",
            "Give registrar the right to read it."),
    CALLS_UNFINISHED(
            3109,
            "Calls to the store had not ended when registrar stopped; the next start looks before it repeats.",
            "Nothing."),
    FEED_TABLE_UNREADABLE(
            3110, "`ingest.feeds` cannot be read, so that `keep` deletes nothing.", "Rights to read that topic."),
    END_UNKNOWN(
            3111,
            "segmenter-router waits to hear where a feed ends, and the store does not say. It is asked again.",
            "`doctor`; [when something is wrong](#when-something-is-wrong)."),
    CLIP_WAITS(
            3112,
            "A clip lacks segments that the store refuses for now, for the `reason` given.",
            "The reason names call and answer; what is refused for as long as `registrar.patience` becomes a [dead letter](#dead-letters)."),
    REGISTRAR_DEFECT(
            3901, "An error of registrar's own; the chunk waits, others go on.", "Report it with its stack trace."),
    PROCESS_ENDS(4101, "The process cannot go on and ends.", "Its supervisor starts it again; nothing is lost."),
    KAFKA_DOUBTS(
            4102,
            "Topics or brokers are set otherwise than they should be.",
            "`topics diff`; the line says what to set."),
    FEEDS_DOUBTS(4103, "The feed table holds something that may not be meant.", "Mend `feeds.yaml`."),
    TRANSACTION_ENDED(
            4104, "A transaction that a crash had left open was ended; what it held is done again.", "Nothing."),
    TRANSACTIONS_UNSEEN(
            4105, "`local` could not look for open transactions.", "Nothing, unless it goes on: then start it again."),
    UNCLEAN_STOP(4106, "A part did not stop cleanly.", "Nothing: the next start goes on."),
    TOPIC_READER_ENDED(
            4107, "A topic cannot be followed any more; readiness says so.", "`doctor`, then restart the process."),
    RECORD_MALFORMED(4108, "A record that is no event of ours was passed over.", "Find out who writes to that topic."),
    SECRET_UNREADABLE(4109, "A secret's file cannot be read; the last secret goes on.", "Rights of that file."),
    HOOK_FAILED(
            4110,
            "A hook's program or address did not succeed, or had to wait behind too many others. It is not repeated.",
            "The line says which; [hooks](#hooks)."),
    UNEXPECTED(4901, "An error that no command expects.", "Report it with its stack trace.");

    private final int number;
    private final String meaning;
    private final String todo;

    EventCode(int number, String meaning, String todo) {
        this.number = number;
        this.meaning = meaning;
        this.todo = todo;
    }

    /** As logged: {@code TI-1101}. */
    public String code() {
        return "TI-" + number;
    }

    /** What a log call carries it as. */
    public Marker marker() {
        return MarkerFactory.getMarker(code());
    }

    /** What has happened. */
    public String meaning() {
        return meaning;
    }

    /** What an operator does about it. */
    public String todo() {
        return todo;
    }
}
