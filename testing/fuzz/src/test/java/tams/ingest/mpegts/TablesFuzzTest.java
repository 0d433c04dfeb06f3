package tams.ingest.mpegts;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.fuzz.Script;

/** Goal: tables may say anything. Method: sections of any body under checksums that are right, then one plain stream. */
class TablesFuzzTest {

    private static final int SECTIONS_MAX = 12;
    private static final int BODY_MAX = 1_012;

    static Stream<byte[]> tables() {
        byte[] association = {0, 0, 0, 4, 0, 1, (byte) 0xF0, 0};
        byte[] video = {0x1B, (byte) 0xE1, 0, (byte) 0xF0, 0};
        byte[] descriptor = {6, (byte) 0xE1, 1, (byte) 0xF0, 6, 5, 4, 'O', 'p', 'u', 's'};
        byte[] head = {(byte) 0xE1, 0, (byte) 0xF0, 0};
        byte[] map = Media.join(head, video, descriptor);
        return Stream.of(
                association,
                Media.join(association, new byte[] {1, 2, 0, (byte) map.length}, map),
                Media.join(new byte[] {1, 2, 0, (byte) map.length}, map, association));
    }

    @MethodSource("tables")
    @FuzzTest
    void followsAnyTables(byte[] input) {
        Script script = new Script(input);
        var ts = new TsWriter();
        for (int i = 0; i < SECTIONS_MAX && !script.isOver(); i++) {
            int where = script.next();
            int tableId = script.next() & 3;
            int length = (int) script.number(2) % BODY_MAX;
            byte[] section = TsWriter.section(tableId, 1 + (where >> 4), script.take(length));
            ts.sections((where & 15) == 0 ? 0 : 0x1000, section);
        }
        ts.tables(0x0F, 256).audio(256, 0, Media.adts(4, 3, 60));

        Sound.check(ts.bytes(), 25);
    }
}
