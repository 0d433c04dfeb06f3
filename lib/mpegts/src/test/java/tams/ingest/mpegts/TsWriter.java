package tams.ingest.mpegts;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Writes transport streams for tests: packets with right counters, tables with right checksums, PES packets. */
final class TsWriter {

    static final long NO_TIME = -1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int[] counters = new int[Packets.PIDS];

    byte[] bytes() {
        return out.toByteArray();
    }

    TsWriter raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    TsWriter nulls(int count) {
        byte[] packet = new byte[Packets.SIZE];
        Arrays.fill(packet, (byte) 0xFF);
        packet[0] = 0x47;
        packet[1] = 0x1F;
        packet[2] = (byte) 0xFF;
        packet[3] = 0x10;
        for (int i = 0; i < count; i++) {
            out.writeBytes(packet);
        }
        return this;
    }

    /** PAT and PMT of program 1 at PID 0x1000, its streams given as type and PID by turns. */
    TsWriter tables(int... typesAndPids) {
        return pat(1, 0x1000).pmt(0x1000, 1, typesAndPids);
    }

    TsWriter pat(int... programsAndPids) {
        var body = new ByteArrayOutputStream();
        for (int i = 0; i < programsAndPids.length; i += 2) {
            pair(body, programsAndPids[i]);
            pair(body, 0xE000 | programsAndPids[i + 1]);
        }
        return sections(0, section(0x00, 1, body.toByteArray()));
    }

    TsWriter pmt(int pid, int program, int... typesAndPids) {
        return sections(pid, pmtSection(program, typesAndPids));
    }

    static byte[] pmtSection(int program, int... typesAndPids) {
        var body = new ByteArrayOutputStream();
        pair(body, 0xE000 | (typesAndPids.length > 1 ? typesAndPids[1] : 0x1FFF));
        pair(body, 0xF000);
        for (int i = 0; i < typesAndPids.length; i += 2) {
            body.write(typesAndPids[i]);
            pair(body, 0xE000 | typesAndPids[i + 1]);
            pair(body, 0xF000);
        }
        return section(0x02, program, body.toByteArray());
    }

    static byte[] section(int tableId, int extension, byte[] body) {
        var section = new ByteArrayOutputStream();
        section.write(tableId);
        pair(section, 0xB000 | (body.length + 9));
        pair(section, extension);
        section.write(0xC1);
        pair(section, 0);
        section.writeBytes(body);
        int crc = crc(section.toByteArray());
        pair(section, crc >>> 16);
        pair(section, crc);
        return section.toByteArray();
    }

    private static int crc(byte[] bytes) {
        int crc = -1;
        for (byte b : bytes) {
            for (int bit = 7; bit >= 0; bit--) {
                boolean out = (crc < 0) != (((b >> bit) & 1) == 1);
                crc = (crc << 1) ^ (out ? 0x04C11DB7 : 0);
            }
        }
        return crc;
    }

    TsWriter sections(int pid, byte[] section) {
        byte[] payload = new byte[section.length + 1];
        System.arraycopy(section, 0, payload, 1, section.length);
        int at = 0;
        while (at < payload.length) {
            byte[] part = new byte[184];
            Arrays.fill(part, (byte) 0xFF);
            int length = Math.min(184, payload.length - at);
            System.arraycopy(payload, at, part, 0, length);
            packet(pid, at == 0, part);
            at += length;
        }
        return this;
    }

    TsWriter video(int pid, long pts, long dts, byte[] payload) {
        return payload(pid, pes(0xE0, pts, dts, payload));
    }

    TsWriter audio(int pid, long pts, byte[] payload) {
        return payload(pid, pes(0xC0, pts, NO_TIME, payload));
    }

    /** Cuts a PES packet into transport packets of 184 bytes, the last one stuffed. */
    TsWriter payload(int pid, byte[] pes) {
        return payload(pid, pes, 184);
    }

    TsWriter payload(int pid, byte[] pes, int most) {
        for (int at = 0; at < pes.length; at += most) {
            packet(pid, at == 0, Arrays.copyOfRange(pes, at, Math.min(at + most, pes.length)));
        }
        return this;
    }

    static byte[] pes(int streamId, long pts, long dts, byte[] payload) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 1, (byte) streamId});
        int header = pts == NO_TIME ? 0 : dts == NO_TIME ? 5 : 10;
        boolean bounded = streamId != 0xE0 && payload.length + header + 3 < 65536;
        pair(out, bounded ? payload.length + header + 3 : 0);
        out.write(0x80);
        out.write(pts == NO_TIME ? 0 : dts == NO_TIME ? 0x80 : 0xC0);
        out.write(header);
        if (pts != NO_TIME) {
            time(out, dts == NO_TIME ? 2 : 3, pts);
        }
        if (dts != NO_TIME) {
            time(out, 1, dts);
        }
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private static void time(ByteArrayOutputStream out, int prefix, long time) {
        long raw = Math.floorMod(time, Ticks.WRAP);
        out.write((int) (prefix << 4 | (raw >> 30) << 1 | 1));
        pair(out, (int) ((raw >> 15 & 0x7FFF) << 1 | 1));
        pair(out, (int) ((raw & 0x7FFF) << 1 | 1));
    }

    /** One packet; a payload below 184 bytes is preceded by a stuffed adaptation field. */
    TsWriter packet(int pid, boolean start, byte[] payload) {
        return packet(pid, start, payload, counters[pid]++ & 0x0F, 0);
    }

    TsWriter packet(int pid, boolean start, byte[] payload, int counter, int scrambling) {
        int stuffing = 184 - payload.length;
        out.write(0x47);
        pair(out, (start ? 0x4000 : 0) | pid);
        out.write(scrambling << 6 | (stuffing > 0 ? 0x30 : 0x10) | counter);
        if (stuffing > 0) {
            out.write(stuffing - 1);
            for (int i = 1; i < stuffing; i++) {
                out.write(i == 1 ? 0 : 0xFF);
            }
        }
        out.writeBytes(payload);
        return this;
    }

    /** A packet without payload that announces a discontinuity. */
    TsWriter discontinuity(int pid) {
        byte[] packet = new byte[Packets.SIZE];
        Arrays.fill(packet, (byte) 0xFF);
        packet[0] = 0x47;
        packet[1] = (byte) (pid >> 8);
        packet[2] = (byte) pid;
        packet[3] = (byte) (0x20 | ((counters[pid] - 1) & 0x0F));
        packet[4] = (byte) 183;
        packet[5] = (byte) 0x80;
        out.writeBytes(packet);
        return this;
    }

    /** Leaves out as many packets of a PID as the counter has to jump. */
    TsWriter skip(int pid, int packets) {
        counters[pid] += packets;
        return this;
    }

    private static void pair(ByteArrayOutputStream out, int value) {
        out.write(value >>> 8);
        out.write(value);
    }
}
