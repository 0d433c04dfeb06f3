package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Outcome;

/** Where an arrival's last line lies, whatever else was remembered, forgotten and moved since. */
class LedgerPlacesTest {

    private static final int MOST = 5;

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    private record Known(LinePlace place, ChunkFile file) {}

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findsTheLastLineByArrivalHashAndName(long seed) {
        Random random = new Random(seed);
        ArrivalStates states = new ArrivalStates();
        Map<UUID, Known> expected = new HashMap<>();
        List<UUID> arrivals = new ArrayList<>();
        for (int turn = 0; turn < 3_000; turn++) {
            UUID arrival = arrivals.isEmpty() || random.nextInt(3) > 0
                    ? new UUID(random.nextLong(), random.nextLong())
                    : arrivals.get(random.nextInt(arrivals.size()));
            if (random.nextInt(5) == 0) {
                states.remove(arrival);
                expected.remove(arrival);
            } else {
                ChunkFile file = file(arrival);
                LinePlace place = new LinePlace(random.nextInt(48), turn);
                states.put(arrival, Outcome.State.PENDING, 0);
                states.note(arrival, place, file);
                expected.put(arrival, new Known(place, file));
                arrivals.add(arrival);
            }
        }

        for (UUID arrival : arrivals) {
            Known known = expected.get(arrival);
            assertThat(states.placeOf(arrival).orElse(null)).isEqualTo(known == null ? null : known.place());
            assertThat(states.placesOfHash(file(arrival).sha256(), MOST))
                    .isEqualTo(known == null ? List.of() : List.of(known.place()));
        }
        assertThat(states.placesOfName("7.ts", MOST))
                .isEqualTo(expected.values().stream()
                        .filter(known -> known.file().name().equals("7.ts"))
                        .map(Known::place)
                        .sorted((one, other) -> Long.compare(other.offset(), one.offset()))
                        .limit(MOST)
                        .toList());
    }

    private static ChunkFile file(UUID arrival) {
        String hash = String.format("%016x", arrival.getMostSignificantBits()).repeat(4);
        return new ChunkFile(
                "camera-1/" + Long.remainderUnsigned(arrival.getLeastSignificantBits(), 20) + ".ts", 1, hash);
    }

    @Test
    void knowsNoPlaceOfALineThatWasNotReadBack() {
        ArrivalStates states = new ArrivalStates();
        UUID arrival = new UUID(1, 2);

        states.put(arrival, Outcome.State.PENDING, 0);

        assertThat(states.placeOf(arrival)).isEmpty();
        assertThat(states.placesOfName(file(arrival).name(), MOST)).isEmpty();
    }

    @Test
    void holdsAnyPlaceThatKafkaGives() {
        LinePlace far = new LinePlace(32_767, (1L << 48) - 1);

        assertThat(LinePlace.unpacked(far.packed())).isEqualTo(far);
        assertThat(far.packed()).isPositive();
    }
}
