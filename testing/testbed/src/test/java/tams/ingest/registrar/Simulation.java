package tams.ingest.registrar;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.Service;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.testbed.NastyStore;
import tams.ingest.testbed.StoreCharacter;

/**
 * One schedule: plans, registrars, a store and everything that goes wrong, all of it following from a seed.
 *
 * <p>Things go wrong for a while; then the weather is fair and every plan has to come to its end.
 */
final class Simulation {

    /** Turns in bad weather. */
    private static final int BAD_TURNS_MAX = 400;

    /** Turns in fair weather before a schedule counts as stuck. */
    private static final int FAIR_TURNS_MAX = 3_000;

    /** Calls in fair weather for each record and registrar: from the start, with ids of earlier lives to pass and Flows to make. */
    private static final int FAIR_CALLS_MAX = 60;

    private static final Duration ARCHIVED_WITHIN = Duration.ofSeconds(30);
    /** A refused chunk is set aside after so long, or at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Writes each kind of trouble into the log once, not once a schedule. */
    private static final StoreWatch WATCH = new StoreWatch(new Meters(new SimpleMeterRegistry()), () -> 0);

    private final Random random;
    private final Tally tally;
    private final SimPlans all;
    private final SimWeather weather;
    private final NastyStore store;
    private final SimLedger ledger = new SimLedger(this::registered);
    private final SimDisk disk;
    private final List<SegmentPlanned> plans = new ArrayList<>();
    private final Set<UUID> occupied = new HashSet<>();
    private final SimProcess.Site site;
    private final int chunks;

    Simulation(long seed, SimPlans all, Variation variation, Tally tally) {
        // Neighbouring seeds of Java's generator begin alike, unless they are spread.
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.tally = tally;
        this.all = all;
        boolean readsBack = variation.readsBack(random.nextBoolean());
        this.weather = new SimWeather(random, tally, readsBack);
        this.disk = new SimDisk(all);
        StoreCharacter character = StoreCharacter.any(random);
        this.store = new NastyStore(weather, character, disk);
        tally.add(Disturbance.BYTES_UNCHECKED, character.demandsBytes() ? 0 : 1);
        // A plan that re-uses an object comes after the one that brings it, as on the product's lanes: see the
        // reliability document.
        this.chunks = 1 + random.nextInt(SimPlans.CHUNKS);
        this.site = new SimProcess.Site(
                weather,
                random,
                tally,
                store,
                new DropRoot(all.root()),
                WATCH,
                ledger,
                new ArrayList<>(),
                policy(readsBack, random.nextBoolean() ? PATIENCE : Duration.ZERO),
                variation,
                chunks > SimPlans.REUSING ? 1 : 1 + random.nextInt(2),
                1 + random.nextInt(SimPlans.CHUNKS));
    }

    private static Policy policy(boolean readsBack, Duration patience) {
        Policy policy = Policy.of(patience, 1_000, Service.URL_TIMEOUT_MIN, Service.OBJECT_TIMEOUT_MIN);
        return new Policy(readsBack, policy.patience(), policy.retriesMax(), policy.urlAgeMax(), policy.objectAgeMax());
    }

    /** Runs the schedule. @return what is wrong in the end; empty when nothing is */
    List<String> run() {
        SimCluster cluster = new SimCluster(site, partition());
        try (disk) {
            SimTrouble trouble = new SimTrouble(site, disk, cluster, plans);
            weather.others(() -> {
                trouble.maybe();
                cluster.turn();
            });
            for (int turns = 0; turns < BAD_TURNS_MAX && !(weather.isFair() && trouble.isOver()); turns++) {
                trouble.maybe();
                cluster.turn();
            }
            weather.clearUp();
            trouble.end();
            int calls = store.audit().calls();
            int size = cluster.size();
            int turns = 0;
            while (!(cluster.isDone() && weather.isQuiet()) && turns++ < FAIR_TURNS_MAX) {
                cluster.turn();
            }
            store.audit().rules().forEach(tally::add);
            return judged(cluster, turns, (store.audit().calls() - calls) / size);
        }
    }

    private List<String> judged(SimCluster cluster, int turns, int calls) {
        Oracle oracle = new Oracle(store.audit(), ledger);
        plans.stream()
                .distinct()
                .forEach(plan -> oracle.judge(plan, occupied.contains(plan.job()), disk.isTaken(plan.file())));
        oracle.judgeTheWhole(plans);
        cluster.mistakes().forEach(mistake -> oracle.fault("a mistake: " + mistake));
        if (turns > FAIR_TURNS_MAX) {
            oracle.fault("stuck: " + cluster);
        }
        if (calls > FAIR_CALLS_MAX) {
            oracle.fault(calls + " calls in fair weather for each record");
        }
        return oracle.faults();
    }

    /** The janitor: a file goes away some time after its line says that it is in the store. */
    private void registered(SegmentPlanned plan) {
        weather.later(Duration.ofMillis(random.nextLong(ARCHIVED_WITHIN.toMillis())), () -> disk.archive(plan.file()));
    }

    /** Some chunks of some feeds, feed by feed in their order, some of them again, some with an aborted plan before. */
    private List<SimCluster.Delivery> partition() {
        List<SimCluster.Delivery> partition = new ArrayList<>();
        int feeds = 1 + random.nextInt(SimPlans.FEEDS);
        for (int chunk = 0; chunk < chunks; chunk++) {
            for (int feed = 0; feed < feeds; feed++) {
                deliver(all.ofFeed(feed).get(chunk), partition);
            }
        }
        return partition;
    }

    private void deliver(SegmentPlanned plan, List<SimCluster.Delivery> partition) {
        plans.add(plan);
        if (random.nextInt(6) == 0) {
            partition.add(new SimCluster.Delivery(SimPlans.elsewhere(plan), true));
            tally.add(Disturbance.ABORTED);
        }
        partition.add(new SimCluster.Delivery(plan, false));
        if (random.nextInt(5) == 0) {
            SegmentPlanned again = plans.get(random.nextInt(plans.size()));
            partition.add(new SimCluster.Delivery(again, false));
            tally.add(Disturbance.DELIVERED_TWICE);
        }
        if (random.nextInt(10) == 0) {
            occupy(plan);
        }
        if (plan.segments().size() > 1) {
            tally.add(Disturbance.BROKEN_IN_TWO);
        }
        if (plan.sameAs() != null) {
            tally.add(Disturbance.REUSED);
        }
    }

    private void occupy(SegmentPlanned plan) {
        TimeRange range = plan.segments().get(0).timerange();
        store.occupy(plan.flowId(), new SegmentPost("somebody-elses", range, null, null, null, null));
        occupied.add(plan.job());
        tally.add(Disturbance.TIME_OCCUPIED);
    }
}
