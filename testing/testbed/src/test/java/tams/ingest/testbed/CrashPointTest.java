package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A place that nobody ever comes by kills nobody: each has to be there under its name. */
class CrashPointTest {

    static Stream<CrashPoint> points() {
        return Stream.of(CrashPoint.OF_WATCHER, CrashPoint.OF_ROUTER, CrashPoint.OF_REGISTRAR)
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("points")
    void namesAMethodThatIsThere(CrashPoint point) throws ClassNotFoundException {
        Class<?> type = Class.forName(point.className(), false, CrashPoint.class.getClassLoader());

        assertThat(Arrays.stream(type.getDeclaredMethods()).map(Method::getName))
                .contains(point.method());
    }
}
