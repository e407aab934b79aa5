package io.tidings.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A thread of Kafka Streams that reads, applies and writes. */
record WorkingThread(long id) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final double NANOS = 1e9;

    double cpuSeconds() {
        return THREADS.getThreadCpuTime(id) / NANOS;
    }

    long allocatedBytes() {
        return THREADS.getThreadAllocatedBytes(id);
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
