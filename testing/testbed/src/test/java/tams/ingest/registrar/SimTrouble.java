package tams.ingest.registrar;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.SegmentPlanned;

/** What goes wrong with registrars and files, at random, a bounded number of times. */
final class SimTrouble {

    private static final int TIMES_MAX = 6;
    private static final int ONE_IN = 12;
    private static final Duration GONE_MAX = Duration.ofSeconds(4);
    private static final Duration UNREADABLE_MAX = Duration.ofMinutes(5);
    private static final Duration UNMOUNTED_MAX = Duration.ofMinutes(2);

    private final Random random;
    private final Tally tally;
    private final SimWeather weather;
    private final SimDisk disk;
    private final SimCluster cluster;
    private final List<SegmentPlanned> plans;
    private final Set<ChunkFile> troubled = new HashSet<>();
    private int left;

    SimTrouble(SimProcess.Site site, SimDisk disk, SimCluster cluster, List<SegmentPlanned> plans) {
        this.random = site.random();
        this.tally = site.tally();
        this.weather = site.weather();
        this.disk = disk;
        this.cluster = cluster;
        this.plans = plans;
        this.left = random.nextInt(TIMES_MAX);
    }

    boolean isOver() {
        return left == 0;
    }

    void end() {
        left = 0;
        disk.restore();
    }

    void maybe() {
        if (left > 0 && random.nextInt(ONE_IN) == 0) {
            left--;
            Disturbance what = any();
            if (happens(what)) {
                tally.add(what);
            }
        }
    }

    private Disturbance any() {
        // Registrars come and go more often than disks.
        return switch (random.nextInt(22)) {
            case 0, 1, 2, 3, 4 -> Disturbance.KILLED;
            case 5, 6, 7, 8, 9, 10 -> Disturbance.TAKEN_OVER;
            case 11, 12, 13, 14, 15 -> Disturbance.GIVEN_BACK;
            case 16 -> Disturbance.SOURCE_GONE;
            case 17 -> Disturbance.SOURCE_CHANGED;
            case 18 -> Disturbance.ROOT_GONE;
            case 19, 20 -> Disturbance.SOURCE_UNREADABLE;
            default -> Disturbance.SOURCE_TAKEN;
        };
    }

    private boolean happens(Disturbance what) {
        ChunkFile file = plans.get(random.nextInt(plans.size())).file();
        switch (what) {
            case KILLED -> cluster.kill();
            case TAKEN_OVER -> cluster.takeOver();
            case GIVEN_BACK -> cluster.giveBack();
            case ROOT_GONE -> {
                return unmounted();
            }
            default -> {
                return gone(what, file);
            }
        }
        return true;
    }

    private boolean unmounted() {
        if (!disk.isMounted()) {
            return false;
        }
        disk.unmount();
        weather.later(Duration.ofMillis(random.nextLong(UNMOUNTED_MAX.toMillis())), disk::mount);
        return true;
    }

    /** Once for each file: a registrar is patient with one for a few seconds in all. */
    private boolean gone(Disturbance what, ChunkFile file) {
        if (!troubled.add(file)) {
            return false;
        }
        boolean happened = switch (what) {
            case SOURCE_CHANGED -> disk.change(file);
            case SOURCE_TAKEN -> disk.take(file);
            case SOURCE_UNREADABLE -> disk.damage(file);
            default -> disk.remove(file);
        };
        if (happened) {
            // Gone for less than a registrar is patient with a file that a network shows late.
            Duration most = what == Disturbance.SOURCE_UNREADABLE ? UNREADABLE_MAX : GONE_MAX;
            weather.later(Duration.ofMillis(random.nextLong(most.toMillis())), () -> disk.restore(file));
        }
        return happened;
    }
}
