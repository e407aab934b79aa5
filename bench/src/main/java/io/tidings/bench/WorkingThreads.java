package io.tidings.bench;

import java.util.List;

/** All threads of Kafka Streams that work for an application. */
record WorkingThreads(List<WorkingThread> threads) {

    /** Those of applications whose names begin so, the thread that keeps global tables among them. */
    static WorkingThreads of(String application) {
        return new WorkingThreads(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(application)
                        && thread.getName().matches(".*-(StreamThread-\\d+|GlobalStreamThread)"))
                .map(thread -> new WorkingThread(thread.getId()))
                .toList());
    }

    double cpuSeconds() {
        return threads.stream().mapToDouble(WorkingThread::cpuSeconds).sum();
    }

    long allocatedBytes() {
        return threads.stream().mapToLong(WorkingThread::allocatedBytes).sum();
    }
}
