package tams.ingest.testbed;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What goes wrong, decided by the kind of a call and its number among those of its kind alone: the same run, the same faults. */
@FunctionalInterface
interface FaultScript {

    /** Nothing goes wrong. */
    FaultScript NONE = (call, number) -> Optional.empty();

    /**
     * What happens to a call.
     *
     * @param number from 1, among the calls of its kind
     */
    Optional<Fault> at(StoreCall call, int number);

    /** This script where it says something, the other where it does not. */
    default FaultScript or(FaultScript other) {
        return (call, number) -> at(call, number).or(() -> other.at(call, number));
    }

    /**
     * Faults at random, out of a written script's lines whatever their numbers.
     *
     * @param permille of all calls that have a line in {@code menu}
     */
    static FaultScript seeded(long seed, int permille, WrittenScript menu) {
        return (call, number) -> {
            List<Fault> choices = menu.faultsOf(call);
            // Neighbouring seeds give nearly the same first number, so some are drawn and thrown away.
            Random random = new Random(seed * 1_000_003 + call.word().hashCode() * 7_919L + number * 104_729L);
            random.nextLong();
            random.nextLong();
            if (choices.isEmpty() || random.nextInt(1_000) >= permille) {
                return Optional.empty();
            }
            return Optional.of(choices.get(random.nextInt(choices.size())));
        };
    }
}
