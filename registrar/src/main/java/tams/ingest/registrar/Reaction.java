package tams.ingest.registrar;

/** What to do about a failed call before anything else. */
enum Reaction {
    /** Do it again, after a pause. */
    REPEAT,
    /** Look whether it took effect. */
    LOOK,
    /** Find out whether the object id exists already. */
    DOUBT_ID,
    /** Begin again with another object id. */
    NEW_OBJECT,
    /** Look what is the matter with the Flow. */
    ASK_FLOW,
    /** Wait for a person, and the Flow's other plans too. */
    PARK,
    /** Wait for a person, out of the way of the Flow's other plans. */
    SET_ASIDE,
    /** Never do it again. */
    GIVE_UP
}
