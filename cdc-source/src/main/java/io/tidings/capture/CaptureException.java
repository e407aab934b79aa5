package io.tidings.capture;

import io.tidings.problem.Refusal;
import java.util.List;

/**
 * Capture cannot start or has stopped. Every problem is one sentence or two that say what is wrong and what to do about
 * it; the cause, where there is one, is for the log.
 */
public final class CaptureException extends Refusal {

    private final transient List<String> problems;

    CaptureException(String problem, Throwable cause) {
        super(problem, cause);
        this.problems = List.of(problem);
    }

    CaptureException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, one or more. */
    public List<String> problems() {
        return problems;
    }
}
