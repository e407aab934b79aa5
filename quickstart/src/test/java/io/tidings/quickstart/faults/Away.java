package io.tidings.quickstart.faults;

import java.util.List;

/** What is away for a while. */
enum Away {
    POSTGRESQL {
        @Override
        void leave(Plant plant) throws Exception {
            plant.killDatabase();
        }

        @Override
        void comeBack(Plant plant) {
            plant.startDatabase();
        }
    },
    KAFKA {
        @Override
        void leave(Plant plant) throws Exception {
            plant.brokers().kill();
        }

        @Override
        void comeBack(Plant plant) throws Exception {
            plant.brokers().start();
        }
    },
    /** The connections stay, and nothing comes through: a firewall that forgets them, a frozen machine. */
    CONNECTIONS {
        @Override
        void leave(Plant plant) {
            plant.proxies().forEach(proxy -> proxy.stall());
        }

        @Override
        void comeBack(Plant plant) {
            plant.proxies().forEach(proxy -> proxy.free());
        }
    },
    /** Asked at a start only; so the enricher starts while it is away. */
    REGISTRY {
        @Override
        void leave(Plant plant) throws Exception {
            plant.killRegistry();
            plant.enricher().kill();
        }

        @Override
        void comeBack(Plant plant) {
            plant.startRegistry();
        }
    },
    ALL {
        @Override
        void leave(Plant plant) throws Exception {
            for (Away each : SERVERS) {
                each.leave(plant);
            }
        }

        @Override
        void comeBack(Plant plant) throws Exception {
            for (Away each : SERVERS) {
                each.comeBack(plant);
            }
        }
    };

    private static final List<Away> SERVERS = List.of(POSTGRESQL, KAFKA, REGISTRY);

    abstract void leave(Plant plant) throws Exception;

    abstract void comeBack(Plant plant) throws Exception;

    /** Whether the enricher, and whether the capture cannot do its work meanwhile. */
    List<Boolean> concerns() {
        return List.of(this != POSTGRESQL, this != REGISTRY);
    }
}
