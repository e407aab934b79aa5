package io.tidings.quickstart.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifelineIT {

    @Test
    void aReleasedProcessLives() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            Lifeline lifeline = Lifeline.tie(process.pid(), "KILL");
            lifeline.close();
            assertThat(process.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aTiedProcessEndsWithTheJvmThatTiedIt() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            Process jvm = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Tying.class.getName(),
                            Long.toString(process.pid()))
                    .start();
            assertThat(jvm.getInputStream().read()).isEqualTo('t');
            jvm.destroyForcibly().waitFor();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Ties the process, says so, and waits to be killed. */
    static final class Tying {

        private Tying() {}

        public static void main(String[] arguments) throws IOException {
            Lifeline.tie(Long.parseLong(arguments[0]), "KILL");
            System.out.println("tied");
            System.in.read();
        }
    }
}
