package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.Outcome;

class ArrivalStatesTest {

    private static final List<Outcome.State> STATES = List.of(Outcome.State.values());

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void remembersWhatAMapRemembers(long seed) {
        Random random = new Random(seed);
        ArrivalStates states = new ArrivalStates();
        Map<UUID, Outcome.State> expected = new HashMap<>();
        Map<UUID, Integer> replays = new HashMap<>();
        List<UUID> arrivals = new ArrayList<>();
        for (int turn = 0; turn < 5_000; turn++) {
            UUID arrival = arrivals.isEmpty() || random.nextInt(3) > 0
                    ? new UUID(random.nextLong(), random.nextLong())
                    : arrivals.get(random.nextInt(arrivals.size()));
            if (random.nextInt(5) == 0) {
                states.remove(arrival);
                expected.remove(arrival);
                replays.remove(arrival);
            } else {
                Outcome.State state = STATES.get(random.nextInt(STATES.size()));
                int put = random.nextInt(Outcome.REPLAYS_MAX + 1);
                states.put(arrival, state, put);
                replays.put(arrival, put);
                expected.put(arrival, state);
                arrivals.add(arrival);
            }
        }

        assertThat(states.size()).isEqualTo(expected.size());
        assertThat(arrivals)
                .allSatisfy(
                        arrival -> assertThat(states.get(arrival).orElse(null)).isEqualTo(expected.get(arrival)))
                .allSatisfy(arrival -> assertThat(states.replays(arrival)).isEqualTo(replays.getOrDefault(arrival, 0)));
    }
}
