/** The images as docker-compose.yml runs them, and what goes wrong with containers. */
@NullMarked
package tams.ingest.containers;

import org.jspecify.annotations.NullMarked;
