/**
 * How fuzz targets read the bytes that a fuzzer gives them.
 *
 * <p>Classes with a target have no record of ours in any signature, lambdas included: JUnit would load it before the engine
 * instruments it, and a JVM 17 that redefines a loaded record with annotated components breaks (JDK-8315575).
 */
@NullMarked
package tams.ingest.fuzz;

import org.jspecify.annotations.NullMarked;
