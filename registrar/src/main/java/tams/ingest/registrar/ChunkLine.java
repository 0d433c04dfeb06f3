package tams.ingest.registrar;

import tams.ingest.contracts.Outcome;

/**
 * An arrival's last line in the ledger, and where it lies.
 *
 * @param partition of {@code ingest.outcomes}
 */
public record ChunkLine(Outcome outcome, int partition, long offset) {}
