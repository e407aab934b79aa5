package io.tidings.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All threads of Kafka Streams that read, apply and write for an application, by their ids. */
record WorkingThreads(List<Long> ids) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final double NANOS = 1e9;

    /** Those of applications whose names begin so, the thread that keeps global tables among them. */
    static WorkingThreads of(String application) {
        return new WorkingThreads(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(application)
                        && thread.getName().matches(".*-(StreamThread-\\d+|GlobalStreamThread)"))
                .map(Thread::getId)
                .toList());
    }

    double cpuSeconds() {
        return ids.stream().mapToLong(THREADS::getThreadCpuTime).sum() / NANOS;
    }

    long allocatedBytes() {
        return ids.stream().mapToLong(THREADS::getThreadAllocatedBytes).sum();
    }

    /** Of the whole process; 0 where the system does not tell. */
    static long residentBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        }
    }
}
