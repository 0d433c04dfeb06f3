package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusMarkTest {

    private final ModelStore store = new ModelStore();
    private final FlowKeeper keeper = new FlowKeeper(store, any -> false);

    @ParameterizedTest
    @CsvSource({"7.0, TAG", "8.1, TAG", "8.2, FIELD", "8.10, FIELD", "9.0, FIELD"})
    void knowsSinceWhenThereIsTheField(String version, StatusMark mark) {
        store.version = version;

        assertThat(keeper.statusMark()).isEqualTo(mark);
        keeper.statusMark();
        assertThat(store.calls).containsExactly("service");
    }
}
