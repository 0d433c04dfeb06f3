package tams.ingest.mpegts;

import java.util.Arrays;
import java.util.Random;

/** What happens to chunks on their way, and what nobody would do but by intent. */
enum Damage {
    BITS_FLIPPED {
        @Override
        byte[] apply(byte[] chunk, byte[] other, Random random) {
            byte[] bytes = chunk.clone();
            for (int i = random.nextInt(200); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return bytes;
        }
    },
    RUNS_OVERWRITTEN {
        @Override
        byte[] apply(byte[] chunk, byte[] other, Random random) {
            byte[] bytes = chunk.clone();
            for (int i = random.nextInt(8); i >= 0; i--) {
                int from = random.nextInt(bytes.length);
                int to = Math.min(bytes.length, from + random.nextInt(3_000));
                Arrays.fill(bytes, from, to, (byte) random.nextInt());
            }
            return bytes;
        }
    },
    BYTES_DROPPED {
        @Override
        byte[] apply(byte[] chunk, byte[] other, Random random) {
            int from = random.nextInt(chunk.length);
            int to = Math.min(chunk.length, from + random.nextInt(5_000));
            return Media.join(Arrays.copyOf(chunk, from), Arrays.copyOfRange(chunk, to, chunk.length));
        }
    },
    PACKETS_DOUBLED {
        @Override
        byte[] apply(byte[] chunk, byte[] other, Random random) {
            int packets = Math.max(1, chunk.length / Packets.SIZE);
            int from = random.nextInt(packets) * Packets.SIZE;
            int to = Math.min(chunk.length, from + (1 + random.nextInt(40)) * Packets.SIZE);
            return Media.join(Arrays.copyOf(chunk, to), Arrays.copyOfRange(chunk, from, chunk.length));
        }
    },
    CUT_OFF {
        @Override
        byte[] apply(byte[] chunk, byte[] other, Random random) {
            int from = random.nextInt(chunk.length);
            return Arrays.copyOfRange(
                    chunk, random.nextBoolean() ? 0 : from, random.nextBoolean() ? chunk.length : from + 1);
        }
    },
    SPLICED {
        @Override
        byte[] apply(byte[] chunk, byte[] other, Random random) {
            int from = random.nextInt(other.length);
            return Media.join(
                    Arrays.copyOf(chunk, random.nextInt(chunk.length)), Arrays.copyOfRange(other, from, other.length));
        }
    },
    PACKETS_SWAPPED {
        @Override
        byte[] apply(byte[] chunk, byte[] other, Random random) {
            byte[] bytes = chunk.clone();
            int packets = bytes.length / Packets.SIZE;
            for (int i = random.nextInt(30); packets > 1 && i >= 0; i--) {
                int one = random.nextInt(packets) * Packets.SIZE;
                int two = random.nextInt(packets) * Packets.SIZE;
                byte[] kept = Arrays.copyOfRange(bytes, one, one + Packets.SIZE);
                System.arraycopy(bytes, two, bytes, one, Packets.SIZE);
                System.arraycopy(kept, 0, bytes, two, Packets.SIZE);
            }
            return bytes;
        }
    },
    LENGTHS_LYING {
        @Override
        byte[] apply(byte[] chunk, byte[] other, Random random) {
            byte[] bytes = chunk.clone();
            for (int at = 0; at + 12 < bytes.length; at++) {
                boolean packet = bytes[at] == Packets.SYNC;
                boolean pes = bytes[at] == 0 && bytes[at + 1] == 0 && bytes[at + 2] == 1;
                if ((packet || pes) && random.nextInt(20) == 0) {
                    // The lengths of an adaptation field, of a section behind its pointer, of a PES packet and its
                    // header.
                    bytes[at + (packet ? 4 + random.nextInt(4) : 4 + random.nextInt(5))] = (byte) random.nextInt();
                }
            }
            return bytes;
        }
    };

    /** A damaged copy of {@code chunk}, which is not empty; {@code other} is another chunk for what takes two. */
    abstract byte[] apply(byte[] chunk, byte[] other, Random random);
}
