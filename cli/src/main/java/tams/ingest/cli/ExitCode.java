package tams.ingest.cli;

/** What the process says when it ends; part of the command's contract. */
final class ExitCode {

    static final int OK = 0;
    static final int UNEXPECTED = 1;
    static final int USAGE = 2;
    static final int CHECK_FAILED = 3;
    static final int WARNINGS = 4;
    static final int TEMPORARY = 75;
    static final int BAD_CONFIGURATION = 78;

    private ExitCode() {}
}
