package tams.ingest.mpegts;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.fuzz.Script;

/** Goal: whole chunks of any bytes are answered. Method: the first byte chooses the pieces, the others are the chunk. */
class ChunkBytesFuzzTest {

    static Stream<byte[]> chunks() {
        byte[] muxed = Media.muxed(Ticks.WRAP - 9_000, 7).bytes();
        return Stream.of(
                new byte[] {3},
                Media.join(new byte[] {40}, muxed),
                Media.join(new byte[] {1}, new TsWriter().nulls(6).bytes()),
                Media.join(new byte[] {9}, Media.adts(12, 3, 120)));
    }

    @MethodSource("chunks")
    @FuzzTest
    void answersAnyChunk(byte[] input) {
        Script script = new Script(input);
        int pieces = script.next();

        Sound.check(script.rest(), pieces);
    }
}
