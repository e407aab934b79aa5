package io.tidings.quickstart.faults;

import io.tidings.quickstart.servers.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** What goes wrong in the places where Tidings runs. Each is struck at a plant and, where that is needed, healed. */
enum Fault {
    KILL_CAPTURE {
        @Override
        void strike(Plant plant, Random random) throws Exception {
            plant.capture().kill();
        }
    },
    KILL_ENRICHER {
        @Override
        void strike(Plant plant, Random random) throws Exception {
            plant.enricher().kill();
        }
    },
    KILL_BROKER {
        @Override
        void strike(Plant plant, Random random) throws Exception {
            plant.broker().kill();
            plant.elapse(upTo(2_000, random));
            plant.broker().start();
        }
    },
    KILL_POSTGRESQL {
        @Override
        void strike(Plant plant, Random random) throws Exception {
            plant.crashDatabase();
        }
    },
    FILL_BROKERS_DISK {
        @Override
        void strike(Plant plant, Random random) throws Exception {
            plant.broker().disk().fill();
            boolean ended = plant.broker().endsWithin(upTo(8_000, random));
            plant.broker().disk().free();
            if (ended || random.nextBoolean()) {
                plant.broker().kill();
                plant.broker().start();
            }
        }
    },
    STALL_CONNECTIONS {
        @Override
        void strike(Plant plant, Random random) throws Exception {
            Proxy proxy = plant.anyProxy(random);
            proxy.stall();
            plant.elapse(upTo(10_000, random));
            if (random.nextBoolean()) {
                proxy.reset();
            }
            proxy.free();
        }
    },
    RESET_CONNECTIONS {
        @Override
        void strike(Plant plant, Random random) throws Exception {
            Proxy proxy = plant.anyProxy(random);
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                proxy.reset();
                plant.elapse(upTo(500, random));
            }
        }
    },
    SLOW_CONNECTIONS {
        @Override
        void strike(Plant plant, Random random) throws Exception {
            Proxy proxy = plant.anyProxy(random);
            proxy.slow();
            plant.elapse(upTo(8_000, random));
            proxy.free();
        }
    },
    EXPIRE_CAPTURE {
        @Override
        void strike(Plant plant, Random random) throws Exception {
            expire(plant, plant.capture(), random);
        }
    },
    EXPIRE_ENRICHER {
        @Override
        void strike(Plant plant, Random random) throws Exception {
            expire(plant, plant.enricher(), random);
        }
    },
    RESTART_REGISTRY {
        @Override
        void strike(Plant plant, Random random) throws Exception {
            plant.killRegistry();
            if (random.nextBoolean()) {
                plant.enricher().kill();
            }
            plant.startRegistry();
        }
    };

    abstract void strike(Plant plant, Random random) throws Exception;

    /** Sleeps through the end of its transaction, with or without somebody who takes its place meanwhile. */
    private static void expire(Plant plant, Supervised application, Random random) throws Exception {
        Optional<Supervised.Paused> atWork = Optional.empty();
        // One that has not begun yet would be the newest when it goes on, and win.
        while (atWork.isEmpty()) {
            int launch = application.launch();
            plant.progress().await();
            atWork = application.pause(launch);
        }
        Supervised.Paused paused = atWork.get();
        boolean replaced = random.nextBoolean();
        if (replaced) {
            paused.replace();
        }
        plant.elapse(application.transaction().plus(upTo(4_000, random)));
        paused.resume();
        if (replaced) {
            paused.awaitEnd();
        }
    }

    // The moments are what is random in this test; nobody waits for anything to have happened by then.
    private static Duration upTo(int millis, Random random) {
        return Duration.ofMillis(1 + random.nextInt(millis));
    }
}
