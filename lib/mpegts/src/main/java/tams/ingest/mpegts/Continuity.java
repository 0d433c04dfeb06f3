package tams.ingest.mpegts;

/** Follows one PID's continuity counter. Any value may come first. */
final class Continuity {

    enum Step {
        NEXT,
        /** The packet before once more: its payload must not count twice. */
        REPEATED,
        /** Packets are missing before this one. */
        GAP
    }

    private int last = -1;
    private long lastPrint;
    private boolean repeated;
    private long gaps;

    /** To be asked for packets with payload only: the counter stands still without. */
    Step step(byte[] bytes, int at) {
        int counter = Packets.counter(bytes, at);
        long print = Packets.fingerprint(bytes, at);
        Step step = decide(counter, print, Packets.discontinuous(bytes, at));
        repeated = step == Step.REPEATED;
        last = counter;
        lastPrint = print;
        if (step == Step.GAP) {
            gaps++;
        }
        return step;
    }

    /** A packet without payload announced that the counter starts anew: any value may come next. */
    void restart() {
        last = -1;
    }

    /** The counter that the next packet with payload should have. */
    int next() {
        return (last + 1) & 0x0F;
    }

    /** Packets whose counters were right came, the last of them at {@code at}. */
    void passed(byte[] bytes, int at) {
        last = Packets.counter(bytes, at);
        lastPrint = Packets.fingerprint(bytes, at);
        repeated = false;
    }

    private Step decide(int counter, long print, boolean announced) {
        if (last < 0 || counter == ((last + 1) & 0x0F)) {
            return Step.NEXT;
        }
        if (counter == last && print == lastPrint && !repeated) {
            return Step.REPEATED;
        }
        return announced ? Step.NEXT : Step.GAP;
    }

    long gaps() {
        return gaps;
    }
}
