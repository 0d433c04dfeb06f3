package tams.ingest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * OpenTimelineIO's {@code RationalTime.1} and {@code TimeRange.1}: written in nanoseconds, read at any rate that gives a
 * whole number of them.
 */
final class OtioTime {

    static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    /** The finest rate and the longest number that are read: no decimal makes us count for ever. */
    private static final int DIGITS_MAX = 40;

    private OtioTime() {}

    static ObjectNode write(Timestamp time) {
        return Json.MAPPER
                .createObjectNode()
                .put("OTIO_SCHEMA", "RationalTime.1")
                .put("rate", 1_000_000_000.0)
                .put("value", nanos(time));
    }

    static ObjectNode write(Timestamp start, Timestamp length) {
        ObjectNode range = Json.MAPPER.createObjectNode().put("OTIO_SCHEMA", "TimeRange.1");
        range.set("duration", write(length));
        range.set("start_time", write(start));
        return range;
    }

    private static BigInteger nanos(Timestamp time) {
        return BigInteger.valueOf(time.seconds()).multiply(NANOS.toBigInteger()).add(BigInteger.valueOf(time.nanos()));
    }

    /** @throws CheckFailedException naming {@code place} where it is no {@code RationalTime.1}, or no whole nanosecond */
    static Timestamp read(JsonNode time, String place) {
        OtioFault.schema(time, place, "RationalTime.1");
        BigDecimal rate = number(time, "rate", place);
        if (rate.signum() <= 0) {
            throw OtioFault.at(place, "its rate is " + rate.toPlainString() + ", which is not above 0");
        }
        BigDecimal[] nanos = number(time, "value", place).multiply(NANOS).divideAndRemainder(rate);
        if (nanos[1].signum() != 0) {
            throw OtioFault.at(
                    place,
                    time.path("value").asText() + " at rate "
                            + time.path("rate").asText()
                            + " is no whole number of nanoseconds: write it at rate 1000000000");
        }
        BigInteger[] parts = nanos[0].setScale(0, RoundingMode.UNNECESSARY)
                .toBigIntegerExact()
                .divideAndRemainder(NANOS.toBigInteger());
        try {
            return Timestamp.ofSeconds(parts[0].longValueExact()).plus(Timestamp.ofNanos(parts[1].longValueExact()));
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw OtioFault.at(place, "the time lies beyond 48 bits of seconds");
        }
    }

    private static BigDecimal number(JsonNode time, String name, String place) {
        JsonNode value = time.path(name);
        if (!value.isNumber()) {
            throw OtioFault.at(place, "its " + name + " is no number");
        }
        BigDecimal number = value.decimalValue().stripTrailingZeros();
        if (number.precision() > DIGITS_MAX || Math.abs(number.scale()) > DIGITS_MAX) {
            throw OtioFault.at(place, "its " + name + " has more than " + DIGITS_MAX + " digits");
        }
        return number;
    }

    /** A range that holds something. */
    static TimeRange readRange(JsonNode range, String place) {
        OtioFault.schema(range, place, "TimeRange.1");
        Timestamp start = read(range.path("start_time"), place + ".start_time");
        Timestamp length = read(range.path("duration"), place + ".duration");
        if (length.compareTo(Timestamp.ZERO) <= 0) {
            throw OtioFault.at(place, length.isNegative() ? "its end lies before its start" : "it is empty");
        }
        return TimeRange.between(start, start.plus(length));
    }
}
