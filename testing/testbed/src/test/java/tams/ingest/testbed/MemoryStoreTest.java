package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.client.Allocation;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.StoreException;
import tams.ingest.contracts.TimeRange;

/** Goal: the store in memory ages as real ones do. Method: its clock is moved. */
class MemoryStoreTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final MemoryStore store = new MemoryStore(Personality.LOCAL);

    @Test
    void refusesAnUploadWhenItsUrlIsTooOld() throws IOException {
        StoreUser user = StoreUser.of(store, folder);
        Allocation place = user.allocate();
        Path file = user.file("late");
        store.moveClock(MemoryObjects.URL_TIMEOUT.plusSeconds(1));

        StoreException refusal = catchThrowableOfType(StoreException.class, () -> store.put(place, file));

        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.code()).contains("AccessDenied");
    }

    @Test
    void collectsWhatIsNotRegisteredInTimeWithItsBytes() throws IOException {
        StoreUser user = StoreUser.of(store, folder);
        String kept = user.upload("kept");
        String left = user.upload("left");
        user.register(kept, "[0:0_1:0)");

        store.moveClock(MemoryObjects.OBJECT_TIMEOUT.plus(Duration.ofSeconds(1)));

        assertThat(user.isRefused(left, TimeRange.parse("[1:0_2:0)"))).isTrue();
        assertThat(user.listed(SegmentQuery.all())).containsExactly("[0:0_1:0)");
        assertThat(store.object(kept)).isPresent();
    }
}
