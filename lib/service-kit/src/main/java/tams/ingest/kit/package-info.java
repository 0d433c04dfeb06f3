/** What every service shares: configuration, Kafka clients and serdes, topics, health and metrics. */
@NullMarked
package tams.ingest.kit;

import org.jspecify.annotations.NullMarked;
