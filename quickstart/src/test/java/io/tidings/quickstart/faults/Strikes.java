package io.tidings.quickstart.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Strikes faults at a plant, in random order, each as often as the others. */
final class Strikes {

    private final Plant plant;
    private final Random random;
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private final List<Fault> chosen;
    private final long begun = System.nanoTime();

    Strikes(Plant plant, Random random, List<Fault> chosen) {
        this.plant = plant;
        this.random = random;
        this.chosen = List.copyOf(chosen);
    }

    /** Each kind once, then again until the time is over; when it returns, all is healed. */
    void play(Duration atLeast) throws Exception {
        do {
            List<Fault> faults = new ArrayList<>(chosen);
            Collections.shuffle(faults, random);
            for (Fault fault : faults) {
                // Into the work of an application that has just begun, or of one that is under way.
                if (random.nextInt(3) > 0) {
                    plant.progress().await();
                }
                plant.elapse(Duration.ofMillis(random.nextInt(1_500)));
                say("strikes " + fault);
                fault.strike(plant, random);
                counts.merge(fault, 1, Integer::sum);
                say("healed");
            }
        } while (System.nanoTime() - begun < atLeast.toNanos());
        plant.progress().await();
    }

    private void say(String what) {
        System.out.printf("%6.1f s %s%n", (System.nanoTime() - begun) / 1e9, what);
    }

    Map<Fault, Integer> counts() {
        return new TreeMap<>(counts);
    }
}
