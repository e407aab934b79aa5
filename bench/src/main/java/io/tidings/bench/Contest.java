package io.tidings.bench;

import io.tidings.bench.contender.Contender;
import io.tidings.bench.contender.Ground;
import io.tidings.bench.contender.VersionedTables;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;

/**
 * One run of a contender: it reads the snapshot, holds while the transactions are written, as when it was out of service,
 * and is measured from then on.
 *
 * @param part what it reads of the log
 */
record Contest(Scene.Surroundings surroundings, ShopLog.Size size, SplitLog.Part part, Oracle oracle) {
    private static final double NANOS = 1e9;

    Compared run(Ground ground, Function<Ground, Contender> making)
            throws IOException, InterruptedException, ExecutionException {
        Files.createDirectories(ground.directory());
        ground.create(ground.events());
        try (SplitLog log = new SplitLog(ground, size, part);
                Contender contender = making.apply(ground)) {
            log.snapshot();
            contender.load();
            log.transactions();
            // What joins with a grace period hold back comes out when later audit rows come; they are not counted.
            log.later(VersionedTables.JOINS + 1, VersionedTables.GRACE.plusSeconds(1));
            Measured measured = measure(ground, contender);
            Verdict verdict = new Events(ground.kafka(), ground.events(), ground.event())
                    .judge(new Verdict.Hearing(oracle, part.audits()));
            return new Compared(measured, part.audits(), verdict);
        }
    }

    private Measured measure(Ground ground, Contender contender)
            throws IOException, InterruptedException, ExecutionException {
        WorkingThreads threads = WorkingThreads.of(ground.application());
        double cpu = threads.cpuSeconds();
        long allocated = threads.allocatedBytes();
        long begun = System.nanoTime();
        contender.read();
        double seconds = (System.nanoTime() - begun) / NANOS;
        try (Admin admin = Admin.create(ground.kafka())) {
            return new Measured(
                    part.audits(),
                    seconds,
                    threads.cpuSeconds() - cpu,
                    threads.allocatedBytes() - allocated,
                    Changelogs.bytes(admin, ground.application()),
                    surroundings.bytes(ground.application()),
                    WorkingThreads.residentBytes());
        }
    }
}
