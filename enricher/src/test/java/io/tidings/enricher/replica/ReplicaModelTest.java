package io.tidings.enricher.replica;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replica answers like a full copy of the database at every position, whatever happens to it. */
class ReplicaModelTest {
    private final long seed = Long.getLong("tidings.seed", System.nanoTime());

    @Test
    void aReplicaInMemoryAnswersLikeFullCopiesAtEveryPosition() {
        System.out.println("tidings.seed=" + seed);
        Random random = new Random(seed);
        for (int run = 0; run < 8; run++) {
            new ReplicaScenario(ReplicaStores.inMemory(), random, "run " + run + " of -Dtidings.seed=" + seed).play(40);
        }
    }

    @Test
    void aReplicaInRocksDbDoesSoToo(@TempDir Path directory) {
        System.out.println("tidings.seed=" + seed);
        try (ReplicaStores.RocksDb store = ReplicaStores.rocksDb(directory)) {
            new ReplicaScenario(store.store(), new Random(seed), "-Dtidings.seed=" + seed).play(40);
        }
    }
}
