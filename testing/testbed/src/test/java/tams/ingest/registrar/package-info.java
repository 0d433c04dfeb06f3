/** The registrar's core, carried along by a simulation of everything around it. */
@NullMarked
package tams.ingest.registrar;

import org.jspecify.annotations.NullMarked;
