package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Outcome;

class LedgerTest {

    private static final ChunkArrived CHUNK = Samples.arrived("a", "x_1.ts");

    private static void put(Ledger ledger, ChunkArrived chunk, Outcome.State state) {
        Outcome line = DropFixture.line(chunk, state, state == Outcome.State.POISON ? "NOT_TS" : null);
        ledger.accept(line.key(), line);
    }

    @Test
    void knowsTheLastLineOfAnArrival() {
        Ledger ledger = new Ledger();

        put(ledger, CHUNK, Outcome.State.PENDING);
        put(ledger, CHUNK, Outcome.State.POISON);

        assertThat(ledger.line(CHUNK.arrival()))
                .contains(new Ledger.Line(Outcome.State.POISON, Feed.After.ARCHIVE, LocalDate.of(2026, 11, 22)));
        assertThat(ledger.refusal(CHUNK.arrival())).map(Outcome::cause).contains("NOT_TS");
        assertThat(ledger.line(UUID.randomUUID())).isEmpty();
    }

    @Test
    void forgetsALineThatWasRemoved() {
        Ledger ledger = new Ledger();
        put(ledger, CHUNK, Outcome.State.POISON);

        ledger.accept(Outcome.key("a", CHUNK.arrival()), null);
        ledger.accept("no arrival at all", null);

        assertThat(ledger.line(CHUNK.arrival())).isEmpty();
        assertThat(ledger.refusal(CHUNK.arrival())).isEmpty();
    }

    @Test
    void countsAFeedAsBegunOnceAnythingOfItWasMoreThanParked() {
        Ledger ledger = new Ledger();

        put(ledger, CHUNK, Outcome.State.PARKED);
        assertThat(ledger.hasBegun("a")).isFalse();
        put(ledger, CHUNK, Outcome.State.PENDING);

        assertThat(ledger.hasBegun("a")).isTrue();
    }

    @Test
    void forgetsTheOldestWhenItHasTooManyAndARemovalHoldsInBothGenerations() {
        Ledger ledger = new Ledger(10);
        for (int i = 0; i < 25; i++) {
            put(ledger, Samples.arrived("a", "x_" + i + ".ts"), Outcome.State.REGISTERED);
        }
        ledger.accept("a/" + Samples.arrived("a", "x_12.ts").arrival(), null);

        assertThat(ledger.line(Samples.arrived("a", "x_0.ts").arrival())).isEmpty();
        assertThat(ledger.line(Samples.arrived("a", "x_12.ts").arrival())).isEmpty();
        assertThat(ledger.line(Samples.arrived("a", "x_13.ts").arrival())).isPresent();
        assertThat(ledger.line(Samples.arrived("a", "x_24.ts").arrival())).isPresent();
    }

    /** Goal: the table is a map. Method: the same random puts into both. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void keepsNumbersLikeAMap(long seed) {
        Random random = new Random(seed);
        ArrivalTable table = new ArrivalTable();
        Map<UUID, Integer> map = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            // A narrow range of ids: collisions and overwriting happen.
            UUID arrival = new UUID(1 + random.nextInt(100), random.nextInt(100) << 20);
            int value = random.nextInt(5);
            table.put(arrival, value);
            map.put(arrival, value);
        }

        map.forEach((arrival, value) -> assertThat(table.get(arrival)).isEqualTo(value));
        assertThat(table.size()).isEqualTo(map.size());
        assertThat(table.has(new UUID(1_000, 1))).isFalse();
    }
}
