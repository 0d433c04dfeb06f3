package tams.ingest.cli;

import java.math.BigInteger;
import java.util.Objects;
import java.util.Optional;
import tams.ingest.client.CollectedFlow;
import tams.ingest.client.EssenceParameters;
import tams.ingest.client.Flow;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.Timestamp;

/**
 * The grid that a Flow's samples lie on: frames of its video, else samples of its audio. What is shifted by whole steps of
 * it stays on it.
 *
 * @param rate steps a second
 * @param step what one is called
 */
record FrameGrid(Rational rate, String step) {

    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

    /** Empty where frames last as long as they like, or the store does not say. */
    static Optional<FrameGrid> of(TamsApi api, Flow flow) {
        if (flow.flowCollection() == null) {
            return of(flow.essenceParameters());
        }
        Optional<FrameGrid> found = Optional.empty();
        for (CollectedFlow member : flow.flowCollection()) {
            Optional<FrameGrid> grid = api.flow(member.id()).flatMap(one -> of(one.essenceParameters()));
            if (found.isEmpty()
                    || grid.filter(one -> one.step().equals("frame")).isPresent()) {
                found = grid.isPresent() ? grid : found;
            }
        }
        return found;
    }

    private static Optional<FrameGrid> of(@org.jspecify.annotations.Nullable EssenceParameters essence) {
        if (essence == null) {
            return Optional.empty();
        }
        if (essence.frameRate() != null) {
            return Optional.of(new FrameGrid(essence.frameRate(), "frame"));
        }
        return Optional.ofNullable(essence.sampleRate())
                .map(rate -> new FrameGrid(Rational.of(Objects.requireNonNull(rate)), "sample"));
    }

    /** Whether a time is a whole number of steps, to the nanosecond that it may have been rounded by. */
    boolean has(Timestamp time) {
        BigInteger steps = steps(time);
        BigInteger exact = steps.multiply(NANOS).multiply(BigInteger.valueOf(rate.denominator()));
        BigInteger given = BigInteger.valueOf(time.toNanos()).multiply(BigInteger.valueOf(rate.numerator()));
        return exact.subtract(given).abs().compareTo(BigInteger.valueOf(rate.numerator())) < 0;
    }

    /** The nearest time that is a whole number of steps. */
    Timestamp nearest(Timestamp time) {
        BigInteger nanos = steps(time)
                .multiply(NANOS)
                .multiply(BigInteger.valueOf(rate.denominator()))
                .divide(BigInteger.valueOf(rate.numerator()));
        return Timestamp.ofNanos(nanos.longValueExact());
    }

    private BigInteger steps(Timestamp time) {
        BigInteger twice = BigInteger.valueOf(time.toNanos())
                .multiply(BigInteger.valueOf(rate.numerator()))
                .shiftLeft(1);
        BigInteger unit = NANOS.multiply(BigInteger.valueOf(rate.denominator()));
        // Rounded to the nearest, for negative times too.
        BigInteger[] halves = twice.add(unit).divideAndRemainder(unit.shiftLeft(1));
        return halves[1].signum() < 0 ? halves[0].subtract(BigInteger.ONE) : halves[0];
    }
}
