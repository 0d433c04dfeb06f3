/**
 * How fuzz targets read the bytes that a fuzzer gives them.
 *
 * <p>Classes with a target make their seeds without a record of ours and have none in any signature, lambdas included: it
 * would be loaded before the engine instruments it, and a JVM 17 that redefines a loaded record with annotated components
 * breaks (JDK-8376185).
 */
@NullMarked
package tams.ingest.fuzz;

import org.jspecify.annotations.NullMarked;
