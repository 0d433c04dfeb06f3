package tams.ingest.mpegts;

/**
 * One program of the chunk's PAT whose PMT the chunk carries.
 *
 * @param number from the PAT, above 0
 * @param pcrPid 8191 where the program has no clock of its own
 */
public record Program(int number, int pmtPid, int pcrPid) {}
