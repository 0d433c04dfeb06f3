package tams.ingest.registrar;

import java.util.Collection;

/** Hears which partitions of plans come and go, by number. */
interface Ownership {

    /** Nobody. */
    Ownership NONE = new Ownership() {};

    default void assigned(Collection<Integer> partitions) {}

    default void revoked(Collection<Integer> partitions) {}
}
