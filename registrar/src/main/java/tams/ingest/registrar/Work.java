package tams.ingest.registrar;

/** What lies on a registrar's lane. */
sealed interface Work permits SegmentTask, ParkedRun, ReferenceTask {

    /** Whether somebody may be watching for it at the moment. */
    boolean isLive();
}
