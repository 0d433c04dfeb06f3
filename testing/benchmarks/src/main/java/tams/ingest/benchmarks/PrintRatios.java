package tams.ingest.benchmarks;

import java.nio.file.Path;

/**
 * Prints how fast a chunk is measured, as ratios to plain work on the same machine.
 *
 * <p>What is compared runs by turns in one JVM, so that a machine that slows down slows both; a ratio is the median over the
 * rounds, of processor time for the passes over a chunk and of elapsed time for {@code probe}. Run it from the project root; {@code --probe} adds the comparison with ffprobe.
 */
public final class PrintRatios {

    private static final int WARM_UPS = 40;
    private static final int ROUNDS = 60;
    private static final int PROBE_ROUNDS = 3;
    private static final int PROBED = 100;

    /** Lengths of the chunks that are probed: of broadcast recordings, HLS, and low latency. */
    private static final int[] PROBED_SECONDS = {10, 6, 2};

    private PrintRatios() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(Machine.facts());
        System.out.printf("%-40s %10s %10s %7s%n", "what", "ms", "base ms", "ratio");
        for (int megabits : new int[] {50, 5}) {
            passes(megabits, Clip.of(Clip.FOLDER, megabits, ChunkBenchmark.SECONDS), WARM_UPS, ROUNDS);
        }
        if (arguments.length > 0 && arguments[0].equals("--probe")) {
            for (int seconds : PROBED_SECONDS) {
                Path clip = Clip.of(Clip.FOLDER, 5, seconds);
                probe(new ProbeRace(clip, Clip.FOLDER.resolve("many-" + seconds), PROBED), seconds);
            }
        }
    }

    static Timings passes(int megabits, Path clip, int warmUps, int rounds) throws Exception {
        var passes = new Passes();
        var timings = new Timings();
        // Each follows the other equally often: what ran before leaves its traces in the caches.
        for (int i = -warmUps; i < rounds; i++) {
            var round = i < 0 ? new Timings() : timings;
            boolean swap = (i & 1) == 0;
            pair(round, swap, "read", () -> passes.read(clip), "measure", () -> passes.measure(clip));
        }
        for (int i = -warmUps; i < rounds; i++) {
            var round = i < 0 ? new Timings() : timings;
            boolean swap = (i & 1) == 0;
            pair(round, swap, "hash", () -> passes.hash(clip), "measureAndHash", () -> passes.measureAndHash(clip));
        }
        row(timings, "measure / read, " + megabits + " Mb/s", "measure", "read");
        row(timings, "measure and hash / hash, " + megabits + " Mb/s", "measureAndHash", "hash");
        return timings;
    }

    private static void pair(
            Timings round, boolean swap, String base, Timings.Action plain, String name, Timings.Action action)
            throws Exception {
        round.time(swap ? name : base, swap ? action : plain);
        round.time(swap ? base : name, swap ? plain : action);
    }

    private static void probe(ProbeRace race, int seconds) throws Exception {
        var timings = new Timings();
        race.probe();
        for (int i = 0; i < PROBE_ROUNDS; i++) {
            timings.add("probe", race.probe());
            timings.add("json", race.probeAndHash());
            timings.add("headers", race.ffprobeHeaders());
            timings.add("packets", race.ffprobePackets());
        }
        row(timings, PROBED + " ffprobe, headers / probe, " + seconds + " s", "headers", "probe");
        row(timings, PROBED + " ffprobe, headers / --json, " + seconds + " s", "headers", "json");
        row(timings, PROBED + " ffprobe, packets / probe, " + seconds + " s", "packets", "probe");
    }

    private static void row(Timings timings, String what, String name, String base) {
        long ratio = timings.hundredths(name, base);
        System.out.printf(
                "%-40s %10s %10s %7s%n",
                what, decimal(timings.median(name) / 10_000), decimal(timings.median(base) / 10_000), decimal(ratio));
    }

    private static String decimal(long hundredths) {
        return "%d.%02d".formatted(hundredths / 100, hundredths % 100);
    }
}
