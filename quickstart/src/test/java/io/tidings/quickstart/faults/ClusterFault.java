package io.tidings.quickstart.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What goes wrong with brokers of a cluster. Each is struck and healed while all else works. */
enum ClusterFault {
    ROLLING_RESTART {
        @Override
        void strike(Plant plant, Duration time) throws Exception {
            for (BrokerProcess broker : plant.brokers().all()) {
                broker.stop();
                broker.start();
                ClusterState.awaitInSync(plant);
            }
        }
    },
    KILL_LEADER {
        @Override
        void strike(Plant plant, Duration time) throws Exception {
            BrokerProcess leader = ClusterState.leader(plant);
            leader.kill();
            plant.elapse(time);
            leader.start();
        }
    },
    KILL_CONTROLLER {
        @Override
        void strike(Plant plant, Duration time) throws Exception {
            BrokerProcess controller = ClusterState.controller(plant);
            controller.kill();
            plant.elapse(time);
            controller.start();
        }
    },
    FREEZE_LEADER {
        @Override
        void strike(Plant plant, Duration time) throws Exception {
            BrokerProcess leader = ClusterState.leader(plant);
            leader.freeze();
            plant.elapse(time);
            leader.thaw();
        }
    },
    TWO_OF_THREE_AWAY {
        @Override
        void strike(Plant plant, Duration time) throws Exception {
            List<BrokerProcess> two = new ArrayList<>(plant.brokers().all());
            two.remove(ClusterState.controller(plant));
            for (BrokerProcess broker : two) {
                broker.kill();
            }
            plant.elapse(time);
            Brokers.start(two);
        }
    },
    FILL_LEADERS_DISK {
        @Override
        void strike(Plant plant, Duration time) throws Exception {
            BrokerProcess leader = ClusterState.leader(plant);
            leader.disk().fill();
            plant.elapse(time);
            leader.disk().free();
            // It stops by itself, or goes on without its topics until it is started again.
            leader.kill();
            leader.start();
        }
    };

    /**
     * Strikes and heals.
     *
     * @param time how long it lasts, unless it takes as long as it takes
     */
    abstract void strike(Plant plant, Duration time) throws Exception;
}
