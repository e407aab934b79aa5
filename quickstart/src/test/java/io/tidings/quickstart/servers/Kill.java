package io.tidings.quickstart.servers;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Ends servers as a crash does. They are still to be closed, and can then be started again on what they left. */
public final class Kill {

    private static final int LIMIT_SECONDS = 20;

    private Kill() {}

    /** {@code kill -9} to the postmaster and all its children; it cannot make new ones meanwhile. */
    public static void database(Database database) throws Exception {
        ProcessHandle postmaster = ProcessHandle.of(database.postmaster()).orElseThrow();
        signal("STOP", postmaster.pid());
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : all) {
            process.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** {@code kill -9}. */
    public static void registry(Registry registry) throws InterruptedException {
        registry.process().destroyForcibly().waitFor();
    }

    /** Has a process end when this JVM does, however that ends. */
    public static void withThisJvm(Process process) throws IOException {
        Lifeline lifeline = Lifeline.tie(process.pid(), "KILL");
        process.onExit().thenRun(lifeline::close);
    }

    /** Sends a signal by its name, as {@code kill} does. */
    public static void signal(String name, long pid) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-s", name, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("kill -s " + name + " " + pid + " gave " + exit);
        }
    }
}
