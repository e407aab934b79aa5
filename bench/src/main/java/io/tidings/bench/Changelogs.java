package io.tidings.bench;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;

/** The changelogs of applications, as the broker keeps them. */
final class Changelogs {
    private Changelogs() {}

    /** How large those are, on disk, whose names begin so. */
    static long bytes(Admin admin, String application) throws InterruptedException, ExecutionException {
        return admin
                .describeLogDirs(admin.describeCluster().nodes().get().stream()
                        .map(Node::id)
                        .toList())
                .allDescriptions()
                .get()
                .values()
                .stream()
                .flatMap(directories -> directories.values().stream())
                .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                .filter(replica -> replica.getKey().topic().startsWith(application)
                        && replica.getKey().topic().endsWith("-changelog"))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
    }
}
